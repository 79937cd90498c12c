package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.List;
import java.util.Optional;

/** A named piece of the build language that turns its arguments into script text. */
public interface Macro {
  /** The macro's name, its group and what it takes. */
  Signature signature();

  /**
   * The text for these arguments, whose number {@link Signature#arity} allows, without a newline at
   * its end; nothing when the macro only has an effect on {@code context}. Empty text is not
   * nothing: it gives an empty line.
   *
   * @throws MacroException when this macro fails
   * @throws PlashException when a macro called by this one fails; passed on as it is
   */
  Optional<String> expand(MacroContext context, List<String> arguments)
      throws MacroException, PlashException;
}
