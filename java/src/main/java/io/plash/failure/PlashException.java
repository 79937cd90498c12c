package io.plash.failure;

import java.io.IOException;
import java.util.Objects;

/**
 * Something the user asked for could not be done. The message says what was attempted and names the
 * thing; the hint (may be empty) says what helps; the status is the exit status of the command.
 */
public final class PlashException extends Exception {
  /** Exit status of an ordinary failure. */
  public static final int FAILED = 1;

  private final String hint;
  private final int status;

  private PlashException(String message, String hint, int status, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.hint = Objects.requireNonNull(hint);
    this.status = status;
  }

  /** A failure with exit status 1 and nothing further to advise. */
  public static PlashException of(String message) {
    return new PlashException(message, "", FAILED, null);
  }

  /** A failure caused by {@code cause}, whose own text is already part of {@code message}. */
  public static PlashException of(String message, Throwable cause) {
    return new PlashException(message, "", FAILED, cause);
  }

  /** A failure whose message another program has printed already. */
  public static PlashException silent() {
    return of("");
  }

  /**
   * The failure that {@code e} carries as its cause through an interface which knows input and output
   * only; without one, {@code attempt} failed for the reason that {@code e} gives.
   */
  public static PlashException passedOn(IOException e, String attempt) {
    return e.getCause() instanceof PlashException
        ? (PlashException) e.getCause()
        : of(attempt + ": " + e.getMessage(), e);
  }

  /** The same failure with a line that says what helps. */
  public PlashException withHint(String text) {
    return new PlashException(getMessage(), text, status, getCause());
  }

  /** The same failure with another exit status. */
  public PlashException withStatus(int other) {
    return new PlashException(getMessage(), hint, other, getCause());
  }

  /** What helps, or the empty string. */
  public String hint() {
    return hint;
  }

  /** The exit status the command ends with. */
  public int status() {
    return status;
  }
}
