package io.plash.lang;

import java.util.List;
import java.util.Optional;

/** A source of macros that are searched for only when they are called, such as programs in folders. */
public interface MacroFinder {
  /** Returns the macro of that name, or nothing when there is none. */
  Optional<Macro> find(String name);

  /** Lists all macros that can be found. */
  List<Signature> listing();

  /**
   * Says what to do when something is almost a macro of that name, such as a file that is not executable. Returns
   * the empty string otherwise.
   */
  String advice(String name);
}
