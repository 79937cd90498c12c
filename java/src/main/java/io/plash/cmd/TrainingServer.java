package io.plash.cmd;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A web server on loopback that answers every request with one file, or as a registry with the part of an image layout
 * that a digest names, or with the file of a folder that is asked for, to train the class archive with.
 */
final class TrainingServer implements Closeable {
  private static final int CONNECTIONS_WAITING = 5;
  private static final String DIGEST = "sha256:";

  private final ServerSocket listener;
  private final String scheme;
  private final Path file;
  private final boolean isLayout;

  private TrainingServer(ServerSocketFactory sockets, String scheme, Path file, boolean isLayout) throws IOException {
    this.isLayout = isLayout;
    this.listener = sockets.createServerSocket(0, CONNECTIONS_WAITING, InetAddress.getLoopbackAddress());
    this.scheme = scheme;
    this.file = file;
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a server of http. */
  static TrainingServer plain(Path file) throws IOException {
    return new TrainingServer(ServerSocketFactory.getDefault(), "http", file, false);
  }

  /** Starts a registry whose images are those of the image layout {@code folder}. */
  static TrainingServer ofLayout(Path folder) throws IOException {
    return new TrainingServer(ServerSocketFactory.getDefault(), "http", folder, true);
  }

  /** Starts a server of the files in {@code folder}. */
  static TrainingServer ofFolder(Path folder) throws IOException {
    return new TrainingServer(ServerSocketFactory.getDefault(), "http", folder, false);
  }

  /** Starts a server of https, whose key and certificate are in the PKCS #12 file {@code keys}. */
  static TrainingServer secure(Path file, Path keys, String password) throws IOException {
    try (InputStream in = Files.newInputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new TrainingServer(context.getServerSocketFactory(), "https", file, false);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the keys in " + keys + ": " + e.getMessage(), e);
    }
  }

  /** The URL of the file. */
  String url() {
    return scheme + "://" + address() + "/file";
  }

  /** Its host and port. */
  String address() {
    return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        Path body = body(readHead(socket.getInputStream()));
        boolean there = Files.isRegularFile(body);
        String head = "HTTP/1.1 " + (there ? "200 OK" : "404 Not Found") + "\r\nContent-Length: "
            + (there ? Files.size(body) : 0) + "\r\nETag: \"1\"\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        if (there) {
          Files.copy(body, socket.getOutputStream());
        }
      } catch (IOException e) {
        continue; // a client that does not trust this server, or the end
      }
    }
  }

  private Path body(String head) {
    int digest = head.indexOf(DIGEST);
    if (isLayout) {
      return digest < 0 ? file.resolve("oci-layout")
          : file.resolve("blobs/sha256").resolve(head.substring(digest + DIGEST.length(), head.indexOf(" HTTP/")));
    }
    return Files.isDirectory(file) ? file.resolve(head.substring(head.indexOf('/') + 1, head.indexOf(" HTTP/"))) : file;
  }

  // Reads up to the empty line.
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request ended early");
      }
      head.append((char) next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
