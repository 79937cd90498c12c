package io.plash.http;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Connects to web servers: directly or by a proxy, and over TLS when the URL says so. */
final class Dialer {
  private final Map<String, String> environment;
  private final String agent;
  private SSLSocketFactory secureSockets;

  /**
   * Takes the certificates to trust as {@code environment} names them. Proxies that make a tunnel are told that {@code
   * agent} asks, since some let only agents pass that they know.
   */
  Dialer(Map<String, String> environment, String agent) {
    this.environment = environment;
    this.agent = agent;
  }

  /**
   * Opens a connection to the server of {@code url} by {@code route}; the caller closes it. Connecting fails, and so
   * does each read of the connection, when nothing comes for {@code silenceMillis}.
   */
  HttpConnection dial(ResourceUrl url, Proxies.Route route, int silenceMillis) throws IOException, PlashException {
    String host = url.asciiHost();
    if (url.isSecure()) {
      prepareSecureSockets();
    }
    Socket socket = new Socket();
    boolean connected = false;
    try {
      socket.setSoTimeout(silenceMillis);
      socket.setTcpNoDelay(true);
      InetSocketAddress server = new InetSocketAddress(
          route.isDirect() ? host : route.host(), route.isDirect() ? url.port() : route.port());
      socket.connect(server, silenceMillis);
      if (url.isSecure() && !route.isDirect()) {
        tunnel(socket, host + ":" + url.port(), route.authorization());
      }
      HttpConnection connection =
          HttpConnection.over(url.isSecure() ? secured(socket, host, url.port()) : socket);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }

  private synchronized void prepareSecureSockets() throws PlashException {
    if (secureSockets == null) {
      secureSockets = TrustedCertificates.sockets(environment);
    }
  }

  // Nothing follows the answer until the client speaks, since TLS lets the client begin: so the socket can be used on.
  private void tunnel(Socket socket, String server, String authorization) throws IOException, PlashException {
    Request request = Request.of("CONNECT", server).with("Host", server).with("User-Agent", agent);
    Answer answer = HttpConnection.over(socket)
        .ask(authorization.isEmpty() ? request : request.with(Transport.PROXY_AUTHORIZATION, authorization));
    if (!answer.succeeded()) {
      throw new ProxyRefusal(answer.status(), answer.phrase());
    }
  }

  private Socket secured(Socket socket, String host, int port) throws IOException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    SSLSocket secured = (SSLSocket) secureSockets.createSocket(socket, name, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // else any trusted certificate does, whoever has it
    parameters.setCipherSuites(quickFirst(parameters.getCipherSuites()));
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  // Workers run without the compiler that knows the processor's instructions for AES: ChaCha20 takes them a third
  // of the time.
  private static String[] quickFirst(String[] suites) {
    String[] ordered = suites.clone();
    Arrays.sort(ordered, Comparator.comparing(suite -> !suite.contains("CHACHA20"))); // keeps the order otherwise
    return ordered;
  }
}
