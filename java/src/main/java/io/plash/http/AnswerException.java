package io.plash.http;

import java.net.ProtocolException;

/** The failure that an answer breaks the rules of HTTP. The message calls the one that answers {@code it}. */
public final class AnswerException extends ProtocolException {
  /** What is wrong with an answer, as far as it matters to those who asked. */
  enum Kind {
    /** The connection ended before any of it came. */
    NONE,
    /** The connection ended before all of it came. */
    CUT,
    /** It is something else than HTTP/1. */
    FOREIGN,
    /** It is HTTP, but malformed or too large. */
    MALFORMED
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  private AnswerException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Returns the failure that the connection ended before an answer began. */
  static AnswerException none() {
    return new AnswerException(Kind.NONE, "it ended the connection without an answer");
  }

  /** Returns the failure that the connection ended in the middle of an answer. */
  public static AnswerException cut() {
    return new AnswerException(Kind.CUT, "it ended the connection in the middle of its answer");
  }

  /** Returns the failure that what answers does not speak HTTP/1. */
  static AnswerException foreign() {
    return new AnswerException(Kind.FOREIGN, "what it answers is not HTTP");
  }

  /** Returns the failure that {@code message} tells. */
  static AnswerException malformed(String message) {
    return new AnswerException(Kind.MALFORMED, message);
  }

  /** Returns what is wrong. */
  Kind kind() {
    return kind;
  }
}
