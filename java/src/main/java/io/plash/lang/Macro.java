package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.List;
import java.util.Optional;

/** A macro of the build language: it turns its arguments into text of the build script. */
public interface Macro {
  /** Returns the name, the group, the number of arguments and the description of the macro. */
  Signature signature();

  /** Tells whether the arguments are lines of text, which may be meant where words begin with dashes. */
  default boolean takesLines() {
    return false;
  }

  /**
   * Expands the macro. Returns the text without a newline at its end, or nothing when the macro only changes
   * {@code context}. Empty text differs from nothing: it becomes an empty line.
   *
   * @param arguments words, of which there are as many as {@link Signature#arity} allows
   * @throws MacroException when this macro fails
   * @throws PlashException when a macro that this one calls fails; its message is complete
   */
  Optional<String> expand(MacroContext context, List<String> arguments)
      throws MacroException, PlashException;
}
