package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.Objects;

/**
 * The failure of a macro. The message says why; {@link MacroContext} adds the name of the macro. The kind is
 * the name that the exception has in Python ({@code ValueError}), which the 2018 interface shows.
 */
public final class MacroException extends Exception {
  private final String kind;
  private final String hint;

  private MacroException(String kind, String reason, String hint, Throwable cause) {
    super(Objects.requireNonNull(reason), cause);
    this.kind = Objects.requireNonNull(kind);
    this.hint = Objects.requireNonNull(hint);
  }

  /** Returns a failure of the given kind. */
  public static MacroException of(String kind, String reason) {
    return new MacroException(kind, reason, "", null);
  }

  /** Returns the failure of something that the macro needed, with the same hint. */
  public static MacroException of(PlashException cause) {
    return new MacroException("PlashError", cause.getMessage(), cause.hint(), cause);
  }

  /** Returns the same failure with {@code text} as its hint. */
  public MacroException withHint(String text) {
    return new MacroException(kind, getMessage(), text, getCause());
  }

  /** Returns the failure for people: it names {@code macro}, and the script {@code source} unless that is empty. */
  PlashException of(Signature macro, String source) {
    String where = prefix(source) + macro.module() + ": " + macro.name() + ": ";
    return PlashException.of(where + getMessage() + " (" + kind + ")", this).withHint(hint);
  }

  /** Returns the failure for people when no macro failed but the script {@code source} itself. */
  PlashException in(String source) {
    return PlashException.of(prefix(source) + getMessage(), this).withHint(hint);
  }

  private static String prefix(String source) {
    return source.isEmpty() ? "" : source + ": ";
  }
}
