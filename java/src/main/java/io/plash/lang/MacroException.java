package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.Objects;

/**
 * A macro could not be expanded. Says why, not which macro: {@link MacroContext} knows that and adds
 * it. The kind names the failure the way a Python exception would ({@code ValueError}).
 */
public final class MacroException extends Exception {
  private final String kind;
  private final String hint;

  private MacroException(String kind, String reason, String hint, Throwable cause) {
    super(Objects.requireNonNull(reason), cause);
    this.kind = Objects.requireNonNull(kind);
    this.hint = Objects.requireNonNull(hint);
  }

  /** A failure of the given kind. */
  public static MacroException of(String kind, String reason) {
    return new MacroException(kind, reason, "", null);
  }

  /** The failure of something that the macro needed; keeps what was advised. */
  public static MacroException of(PlashException cause) {
    return new MacroException("PlashError", cause.getMessage(), cause.hint(), cause);
  }

  /** The same failure with a line that says what helps. */
  public MacroException withHint(String text) {
    return new MacroException(kind, getMessage(), text, getCause());
  }

  /** The failure as people read it when {@code macro} is what failed, in {@link #in the source}. */
  PlashException of(Signature macro, String source) {
    String where = prefix(source) + macro.module() + ": " + macro.name() + ": ";
    return PlashException.of(where + getMessage() + " (" + kind + ")", this).withHint(hint);
  }

  /** The failure as people read it when it happened in no macro, but in the script of that name, if any. */
  PlashException in(String source) {
    return PlashException.of(prefix(source) + getMessage(), this).withHint(hint);
  }

  private static String prefix(String source) {
    return source.isEmpty() ? "" : source + ": ";
  }
}
