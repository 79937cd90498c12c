package io.plash.failure;

import java.io.IOException;
import java.util.Objects;

/**
 * The failure of something that the user asked for. The message says what was attempted and names the thing,
 * the hint (which may be empty) says what to do about it, and the status is the exit status of the command.
 */
public final class PlashException extends Exception {
  /** The exit status of an ordinary failure. */
  public static final int FAILED = 1;

  private final String hint;
  private final int status;

  private PlashException(String message, String hint, int status, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.hint = Objects.requireNonNull(hint);
    this.status = status;
  }

  /** Returns a failure with exit status 1 and no hint. */
  public static PlashException of(String message) {
    return new PlashException(message, "", FAILED, null);
  }

  /** Returns a failure with a cause, whose own text is already part of {@code message}. */
  public static PlashException of(String message, Throwable cause) {
    return new PlashException(message, "", FAILED, cause);
  }

  /** Returns a failure for which another program has already printed a message: nothing more is printed. */
  public static PlashException alreadyReported() {
    return of("");
  }

  /** Tells whether this is an {@link #alreadyReported} failure. */
  public boolean isAlreadyReported() {
    return getMessage().isEmpty();
  }

  /**
   * Returns the failure that {@code e} carries as its cause. Streams may only throw IOExceptions, so code
   * behind a stream wraps its failures that way. Without such a cause the result says that {@code attempt}
   * failed for the reason that {@code e} gives.
   */
  public static PlashException unwrapping(IOException e, String attempt) {
    return e.getCause() instanceof PlashException
        ? (PlashException) e.getCause()
        : of(attempt + ": " + IoReason.of(e), e);
  }

  /** Returns the same failure with {@code text} as its hint. */
  public PlashException withHint(String text) {
    return new PlashException(getMessage(), text, status, getCause());
  }

  /** Returns the same failure with another exit status. */
  public PlashException withStatus(int other) {
    return new PlashException(getMessage(), hint, other, getCause());
  }

  /** Returns what to do about it; empty when there is nothing to advise. */
  public String hint() {
    return hint;
  }

  /** Returns the exit status that the command ends with. */
  public int status() {
    return status;
  }
}
