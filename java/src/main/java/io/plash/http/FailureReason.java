package io.plash.http;

import io.plash.text.PythonRepr;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Says why a request failed, in words for people, and what helps against it; the hint may be empty. */
record FailureReason(String text, String hint) {
  /** The hint for a proxy that wants to know who asks. */
  static final String PROXY_LOGIN =
      "the proxy wants a user and password: http://USER:PASSWORD@HOST:PORT in http_proxy or https_proxy";

  private static final String UNTRUSTED = "unable to find valid certification path";
  private static final String NO_AUTHORITIES = "trustAnchors";
  private static final String EXCEPTION = "Exception: ";

  /** Returns the reason that {@code e} gives; {@code proxy} is the proxy on the way, as HOST:PORT, or empty. */
  static FailureReason of(IOException e, String proxy) {
    if (e instanceof SSLException) {
      return ofTls((SSLException) e);
    }
    if (e instanceof UnknownHostException) {
      String host = proxy.isEmpty() ? String.valueOf(e.getMessage()) : proxy;
      return new FailureReason("unknown host " + PythonRepr.of(host), "is the network up, and the name right?");
    }
    if (!proxy.isEmpty() && (e instanceof ConnectException || e instanceof NoRouteToHostException)) {
      String text = "cannot reach the proxy " + proxy + ": " + words(e);
      return new FailureReason(text, "see http_proxy, https_proxy, no_proxy");
    }
    if (e instanceof ProxyRefusal refusal) {
      return refusal.wantsUser()
          ? new FailureReason("HTTP Error " + e.getMessage(), PROXY_LOGIN)
          : new FailureReason("the proxy answers " + e.getMessage(), "");
    }
    return new FailureReason(words(e), "");
  }

  private static String words(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return "the connection failed";
    }
    if (e instanceof AnswerException broken) {
      return switch (broken.kind()) {
        case NONE -> "the server closed the connection without an answer";
        case CUT -> "it ended early";
        case FOREIGN -> "what answers there is not HTTP";
        case MALFORMED -> message;
      };
    }
    int detail = message.indexOf(" (Connection"); // Connection refused (Connection refused)
    String text = detail > 0 ? message.substring(0, detail) : message;
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static FailureReason ofTls(SSLException e) {
    String message = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
        return new FailureReason("the server's certificate is not valid at this time", "is the clock right?");
      }
    }
    if (message.contains(UNTRUSTED) || message.contains(NO_AUTHORITIES)) {
      return new FailureReason("the server's certificate is signed by nobody who is trusted",
          "SSL_CERT_FILE may name a PEM file with the certificates to trust,"
              + " such as /etc/ssl/certs/ca-certificates.crt");
    }
    if (message.contains("subject alternative") || message.contains("No name matching")) {
      return new FailureReason("the server's certificate is for another host", "");
    }
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return new FailureReason(Fetcher.NO_TLS, "is it an http:// address?");
    }
    int text = message.lastIndexOf(EXCEPTION);
    return new FailureReason("TLS failed: " + message.substring(text < 0 ? 0 : text + EXCEPTION.length()), "");
  }
}
