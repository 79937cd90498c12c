package io.plash.http;

import io.plash.text.TerminalText;
import java.io.IOException;

/** The failure that a proxy makes no tunnel: the status and the words of its answer. */
final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1;
  private static final int AUTHENTICATION_REQUIRED = 407;

  private final int status;

  ProxyRefusal(int status, String phrase) {
    super((status + " " + TerminalText.line(phrase)).strip());
    this.status = status;
  }

  /** Whether the proxy wants to know who asks. */
  boolean wantsUser() {
    return status == AUTHENTICATION_REQUIRED;
  }
}
