package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.Objects;

/**
 * The failure of a macro. The message says why; {@link MacroContext} adds the name of the macro. The kind says more
 * where the macro is not one of plash's own: the name of an exception of python3, or the status of a program.
 */
public final class MacroException extends Exception {
  private static final String OWN_MODULES = "plash.";

  private final String kind;
  private final String hint;

  private MacroException(String kind, String reason, String hint, Throwable cause) {
    super(Objects.requireNonNull(reason), cause);
    this.kind = Objects.requireNonNull(kind);
    this.hint = Objects.requireNonNull(hint);
  }

  /** Returns a failure of a macro of plash's own. */
  public static MacroException of(String reason) {
    return of("", reason);
  }

  /** Returns a failure of the given kind. */
  public static MacroException of(String kind, String reason) {
    return new MacroException(kind, reason, "", null);
  }

  /** Returns the failure of something that the macro needed, with the same hint. */
  public static MacroException of(PlashException cause) {
    return new MacroException("", cause.getMessage(), cause.hint(), cause);
  }

  /** Returns the same failure with {@code text} as its hint. */
  public MacroException withHint(String text) {
    return new MacroException(kind, getMessage(), text, getCause());
  }

  /** Returns what helps; empty when nothing is known. */
  public String hint() {
    return hint;
  }

  /** Returns the failure for people: behind {@code where} it names {@code macro}, and whose that is. */
  PlashException of(Signature macro, String where) {
    String owner = macro.module().startsWith(OWN_MODULES) ? "" : macro.module() + ": ";
    String end = kind.isEmpty() ? "" : " (" + kind + ")";
    return PlashException.of(where + owner + macro.name() + ": " + getMessage() + end, this).withHint(hint);
  }

  /** Returns the failure for people when no macro failed but the script itself, behind {@code where}. */
  PlashException in(String where) {
    return PlashException.of(where + getMessage(), this).withHint(hint);
  }
}
