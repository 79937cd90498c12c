package io.plash.lang;

import java.util.List;
import java.util.Optional;

/** Macros that are looked for when they are called. */
public interface MacroFinder {
  /** The macro of that name; nothing for names that it could not have. */
  Optional<Macro> find(String name);

  /** All macros that can be found. */
  List<Signature> listing();

  /** What to do to have a macro of that name, where something is in its way; empty otherwise. */
  String advice(String name);
}
