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

/** Why a connection failed, in words for people; and what helps, or the empty string. */
record Reason(String text, String hint) {
  static final String PROXY_LOGIN =
      "the proxy wants a user and password: http://USER:PASSWORD@HOST:PORT in http_proxy or https_proxy";

  private static final String UNTRUSTED = "unable to find valid certification path";
  private static final String NO_AUTHORITIES = "trustAnchors";
  private static final String EXCEPTION = "Exception: ";

  static Reason of(IOException e, String proxy) {
    if (e instanceof SSLException) {
      return ofTls((SSLException) e);
    }
    if (e instanceof UnknownHostException) {
      String host = proxy.isEmpty() ? String.valueOf(e.getMessage()) : proxy;
      return new Reason("unknown host " + PythonRepr.of(host), "is the network up, and the name right?");
    }
    if (!proxy.isEmpty() && (e instanceof ConnectException || e instanceof NoRouteToHostException)) {
      return new Reason("cannot reach the proxy " + proxy + ": " + words(e), "see http_proxy, https_proxy, no_proxy");
    }
    if (e instanceof ProxyRefusal refusal) {
      return refusal.wantsUser()
          ? new Reason("HTTP Error " + e.getMessage(), PROXY_LOGIN)
          : new Reason("the proxy answers " + e.getMessage(), "");
    }
    return new Reason(words(e), "");
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

  private static Reason ofTls(SSLException e) {
    String message = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
        return new Reason("the server's certificate is not valid at this time", "is the clock right?");
      }
    }
    if (message.contains(UNTRUSTED) || message.contains(NO_AUTHORITIES)) {
      return new Reason("the server's certificate is signed by nobody who is trusted",
          "SSL_CERT_FILE may name a PEM file with the certificates to trust,"
              + " such as /etc/ssl/certs/ca-certificates.crt");
    }
    if (message.contains("subject alternative") || message.contains("No name matching")) {
      return new Reason("the server's certificate is for another host", "");
    }
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return new Reason("the server does not speak TLS at this port", "is it an http:// address?");
    }
    int text = message.lastIndexOf(EXCEPTION);
    return new Reason("TLS failed: " + message.substring(text < 0 ? 0 : text + EXCEPTION.length()), "");
  }
}
