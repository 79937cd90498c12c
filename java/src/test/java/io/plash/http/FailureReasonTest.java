package io.plash.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureReasonTest {
  @ParameterizedTest
  @MethodSource
  void of_failure_isInPlainWords(IOException failure, String words) {
    assertEquals(words, FailureReason.of(failure, "").text());
  }

  static Stream<Arguments> of_failure_isInPlainWords() {
    return Stream.of(
        arguments(new ConnectException("Connection refused"), "connection refused"),
        arguments(new ConnectException("Connection refused (Connection refused)"), "connection refused"),
        arguments(new NoRouteToHostException("No route to host"), "no route to host"),
        arguments(new UnknownHostException("nowhere"), "unknown host 'nowhere'"),
        arguments(new SocketTimeoutException("Read timed out"), "no answer in time"),
        arguments(new SocketException("Connection reset"), "connection reset"),
        arguments(new IOException(), "the connection failed"),
        arguments(AnswerException.none(),
            "the server closed the connection without an answer"),
        arguments(AnswerException.cut(), "it ended early"),
        arguments(AnswerException.foreign(), "what answers there is not HTTP"),
        arguments(new ProxyRefusal(403, "Forbidden\u001b"), "the proxy answers 403 Forbidden?"),
        arguments(new ProxyRefusal(407, ""), "HTTP Error 407"),
        arguments(new SSLException(
                "Unexpected error: java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must"),
            "the server's certificate is signed by nobody who is trusted"),
        arguments(new SSLHandshakeException("PKIX path validation failed: a.b.CertPathValidatorException: no"),
            "TLS failed: no"),
        arguments(new SSLHandshakeException("Received fatal alert: protocol_version"),
            "TLS failed: Received fatal alert: protocol_version"));
  }

  @Test
  void of_failureOnTheWayToAProxy_namesTheProxy() {
    assertEquals("cannot reach the proxy p:1: connection refused",
        FailureReason.of(new ConnectException("Connection refused"), "p:1").text());
  }
}
