package io.plash.http;

import io.plash.text.TerminalText;
import java.io.IOException;

/** The failure that a proxy makes no tunnel to a server. Its message is the status and the words of the proxy. */
final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1;
  private static final int AUTHENTICATION_REQUIRED = 407;

  private final int status;

  ProxyRefusal(int status, String phrase) {
    super((status + " " + TerminalText.line(phrase)).strip());
    this.status = status;
  }

  /** Tells whether the proxy wants a user and password. */
  boolean wantsUser() {
    return status == AUTHENTICATION_REQUIRED;
  }
}
