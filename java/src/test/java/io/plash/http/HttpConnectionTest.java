package io.plash.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a server on loopback writes byte for byte. */
class HttpConnectionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int SILENCE_MILLIS = 10_000;
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  /** What the server does with a connection. */
  private interface Behaviour {
    void with(InputStream in, OutputStream out) throws IOException;
  }

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  // A connection to a server that behaves so with it, and then closes it.
  private HttpConnection connect(Behaviour behaviour) throws IOException {
    Thread thread = new Thread(() -> {
      try (Socket socket = server.accept()) {
        behaviour.with(socket.getInputStream(), socket.getOutputStream());
      } catch (IOException e) {
        return; // the client went away
      }
    });
    thread.setDaemon(true);
    thread.start();
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    socket.setSoTimeout(SILENCE_MILLIS);
    return HttpConnection.over(socket);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  // All up to an empty line.
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private Answer ask(String wire) throws IOException, PlashException {
    return ask("GET", wire);
  }

  private Answer ask(String method, String wire) throws IOException, PlashException {
    HttpConnection connection = connect((in, out) -> {
      head(in);
      out.write(bytes(wire));
    });
    return connection.ask(Request.of(method, "/a"));
  }

  private String text(String wire) throws IOException, PlashException {
    try (Answer answer = ask(wire)) {
      return new String(answer.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private void assertRefused(String message, String wire) {
    AnswerException failure = assertThrows(AnswerException.class, () -> text(wire), wire);
    assertEquals(message, failure.getMessage(), wire);
  }

  @Test
  void ask_withLength_endsThere() throws IOException, PlashException {
    Answer answer = ask("HTTP/1.1 201 Created\r\nCONTENT-LENGTH:  3 \r\nX-Y: a:b\r\n\r\nabcdef");
    assertEquals(201, answer.status());
    assertEquals("Created", answer.phrase());
    assertTrue(answer.succeeded());
    assertEquals(3, answer.length());
    assertEquals("a:b", answer.field("x-y"));
    assertEquals("", answer.field("other"));
    assertEquals("abc", answer.text());
  }

  @Test
  void ask_withoutLength_isAllThatComes() throws IOException, PlashException {
    assertEquals("abc", text("HTTP/1.0 200 OK\r\n\r\nabc"));
    assertEquals(-1, ask(OK + "\r\nabc").length());
  }

  @Test
  void ask_chunkedWhateverTheLength_isUnchunked() throws IOException, PlashException {
    assertEquals("abc", text(OK + "Transfer-Encoding: Chunked\r\nContent-Length: 1\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
    assertEquals("hello\r\nworld", text(CHUNKED + "5\r\nhello\r\n7\r\n\r\nworld\r\n0\r\n\r\n"));
    assertEquals("", text(CHUNKED + "0\r\n\r\n"));
  }

  @Test
  void ask_hexSizesExtensionsBlanksBareNewlinesTrailers_areUnderstood() throws IOException, PlashException {
    String x = "x".repeat(26);
    assertEquals(x + "y", text(CHUNKED + "001a;name=\"v\"\r\n" + x + "\r\n1 \ny\n000\n\n"));
    assertEquals("x".repeat(10), text(CHUNKED + "A\r\n" + "x".repeat(10) + "\r\n0\r\nDigest: x\r\nOther: y\r\n\r\n"));
  }

  @Test
  void ask_answerWithoutBody_isEmpty() throws IOException, PlashException {
    assertEquals("", text("HTTP/1.1 204 No Content\r\n\r\nabc"));
    Answer head = ask("HEAD", OK + "Content-Length: 5\r\n\r\n");
    assertEquals("", head.text());
    assertEquals("5", head.field("Content-Length"));
  }

  @Test
  void ask_afterContinue_isTheFinalAnswer() throws IOException, PlashException {
    Answer answer = ask("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404\r\n\r\n");
    assertEquals(404, answer.status());
    assertEquals("", answer.phrase());
    assertFalse(answer.succeeded());
  }

  @Test
  void ask_onlyContinue_isRefused() {
    assertRefused("the server sends one answer 100 after the other", "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000));
  }

  @Test
  void read_cutAnywhere_fails() {
    String[] wires = {OK + "Content-Length: 4\r\n\r\nabcd", CHUNKED + "5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n"};
    for (String wire : wires) {
      for (int length = 1; length < wire.length(); length++) {
        assertRefused("it ended the connection in the middle of its answer", wire.substring(0, length));
      }
    }
    assertRefused("it ended the connection without an answer", "");
  }

  @Test
  void ask_whatIsNoAnswer_isRefused() {
    String foreign = "what it answers is not HTTP";
    String[] lines = {"<html>", "SSH-2.0", "HTTP", "HTTP/2 200 OK", "HTTP/1.1 abc OK", "HTTP/1.1 20 OK"};
    for (String line : lines) {
      assertRefused(foreign, line + "\r\n\r\n");
    }
    for (String field : new String[] {"no field", ": v"}) {
      assertRefused("header fields of its answer are malformed", OK + field + "\r\n\r\n");
    }
  }

  @Test
  void ask_lengthThatIsNone_isRefused() {
    for (String length : new String[] {"many", "-1", "1\r\nContent-Length: 2", "1, 2", ""}) {
      String message = assertThrows(AnswerException.class,
          () -> text(OK + "Content-Length: " + length + "\r\n\r\nab"), length).getMessage();
      assertTrue(message.startsWith("its answer does not tell where it ends"), length + ": " + message);
    }
  }

  @Test
  void read_chunkSizeThatIsNone_isRefused() {
    for (String size : new String[] {"", "-1", "0x5", "g", ";", "1".repeat(17), "2"}) {
      assertRefused("bogus chunk size", CHUNKED + size + "\r\nhello\r\n0\r\n\r\n");
    }
  }

  @Test
  void text_sameLengthTwice_isTaken() throws IOException, PlashException {
    assertEquals("ab", text(OK + "Content-Length: 2\r\ncontent-length: 2\r\n\r\nab"));
  }

  @Test
  void ask_manyFieldsWithinTheLimits_isTaken() throws IOException, PlashException {
    assertEquals("ab", text(OK + "A: b\r\n".repeat(190) + "Content-Length: 2\r\n\r\nab"));
  }

  @Test
  void ask_moreThanTheLimits_isRefusedAtOnce() {
    String tooMany = "header fields of its answer are too many or too long";
    assertRefused(tooMany, OK + "A: b\r\n".repeat(1000) + "\r\n");
    assertRefused("a line of its answer is too long", "H".repeat(100_000));
    assertRefused("bogus chunk size", CHUNKED + "1".repeat(100_000));
    assertRefused("bogus chunk size", CHUNKED + "1\r\na\r\n0\r\n" + "A: b\r\n".repeat(1000));
    byte[] block = new byte[1 << 16];
    assertTimeoutPreemptively(SOON, () -> {
      HttpConnection connection = connect((in, out) -> {
        head(in);
        out.write(bytes(OK + "A: "));
        while (true) {
          out.write(block);
        }
      });
      AnswerException failure = assertThrows(AnswerException.class, () -> connection.ask(Request.of("GET", "/")));
      assertEquals(tooMany, failure.getMessage());
    });
  }

  @Test
  void text_withoutEnd_isRefused() {
    assertThrows(ProtocolException.class, () -> ask(OK + "\r\n" + "x".repeat(1 << 21)).text());
  }

  @Test
  void close_muchStillToCome_readsNoneOfIt() throws IOException, PlashException {
    CompletableFuture<Long> sent = new CompletableFuture<>();
    HttpConnection connection = connect((in, out) -> {
      head(in);
      out.write(bytes(OK + "Content-Length: 100000000000\r\n\r\n"));
      byte[] block = new byte[1 << 16];
      long count = 0;
      try {
        while (true) {
          out.write(block);
          count++;
        }
      } catch (IOException e) {
        sent.complete(count * block.length);
      }
    });
    Answer answer = connection.ask(Request.of("GET", "/"));
    assertEquals(0, answer.body().read());
    assertTimeoutPreemptively(SOON, () -> {
      answer.body().close();
      assertTrue(sent.get() < 1L << 30, "the server could send " + sent.get());
    });
  }

  // Completes `body` with what came of a body in chunks, and answers.
  private static void receive(InputStream in, OutputStream out, CompletableFuture<String> body) throws IOException {
    head(in);
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0) {
      came.write(next);
      if (next == '\n' && came.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n0\r\n\r\n")) {
        break;
      }
      next = in.read();
    }
    body.complete(came.toString(StandardCharsets.ISO_8859_1));
    out.write(bytes(OK + "Content-Length: 2\r\n\r\nok"));
  }

  @Test
  void ask_bodyOfUnknownLength_goesInChunks() throws Exception {
    CompletableFuture<String> body = new CompletableFuture<>();
    HttpConnection connection = connect((in, out) -> receive(in, out, body));
    Request request = Request.of("POST", "/a").with(new Request.Body("text/plain", -1, out -> {
      out.write('a');
      out.write(new byte[0]);
      out.write(bytes("bc"));
    }));
    assertEquals("chunked", request.fields().get("Transfer-Encoding"));
    assertEquals("ok", connection.ask(request).text());
    assertEquals("3\r\nabc\r\n0\r\n\r\n", body.get());
  }

  @Test
  void ask_contentThatFails_neverEndsTheBody() throws IOException, InterruptedException, ExecutionException {
    PlashException failure = PlashException.of("no more");
    Upload[] failing = {
      out -> {
        out.write(new byte[200_000]);
        throw failure;
      },
      out -> {
        out.write(new byte[200_000]);
        throw new IllegalStateException("no more");
      }
    };
    for (Upload content : failing) {
      CompletableFuture<String> body = new CompletableFuture<>();
      HttpConnection connection = connect((in, out) -> {
        try {
          receive(in, out, body);
        } catch (IOException e) {
          body.complete("");
        }
      });
      Exception thrown = assertThrows(Exception.class,
          () -> connection.ask(Request.of("POST", "/a").with(new Request.Body("text/plain", -1, content))));
      assertEquals("no more", thrown.getMessage());
      assertFalse(body.get().endsWith("0\r\n\r\n"), "the server took it for whole");
    }
  }

  @Test
  void ask_answerBeforeAllWasSent_isKept() throws IOException, PlashException {
    HttpConnection connection = connect((in, out) -> {
      head(in);
      out.write(bytes("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"));
      // Gone once the client waits for its answer: the next write of the client fails.
    });
    Request request = Request.of("POST", "/a").with(new Request.Body("text/plain", -1, out -> {
      while (true) {
        out.write(new byte[1 << 20]);
      }
    }));
    assertEquals(413, connection.ask(request).status());
  }

  @Test
  void ask_againAfterTheEnd_usesTheSameConnection() throws IOException, PlashException {
    StringBuilder requests = new StringBuilder();
    HttpConnection connection = connect((in, out) -> {
      for (int n = 0; n < 5; n++) {
        String head = head(in);
        requests.append(head, 0, head.indexOf(" ")).append(' ');
        in.readNBytes(head.contains("Content-Length: 2") ? 2 : 0);
        boolean empty = head.startsWith("HEAD");
        out.write(bytes("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n" + (empty ? "" : "no")));
      }
    });
    for (String method : new String[] {"GET", "HEAD", "POST", "PATCH", "PUT"}) {
      Request request = Request.of(method, "/a");
      Request.Body body = new Request.Body("text/plain", 2, out -> out.write(bytes("hi")));
      try (Answer answer = connection.ask(method.startsWith("P") ? request.with(body) : request)) {
        assertFalse(connection.isFree());
        assertEquals(method.equals("HEAD") ? "" : "no", answer.text());
      }
      assertTrue(connection.isFree() || method.equals("PUT"), method);
    }
    assertEquals("GET HEAD POST PATCH PUT ", requests.toString());
  }

  @Test
  void close_answerNotReadToItsEnd_closesTheConnection() throws IOException, PlashException {
    HttpConnection connection = connect((in, out) -> {
      head(in);
      out.write(bytes(OK + "Content-Length: 2\r\n\r\nab"));
      in.read();
    });
    connection.ask(Request.of("GET", "/a")).close();
    assertFalse(connection.isFree());
  }

  @Test
  void ask_targetOfAnyForm_goesAsItIs() throws Exception {
    for (String target : new String[] {"/a%20b?c=d", "//a", "http://h:81/a?b", "h:443", "/a//b/../c"}) {
      CompletableFuture<String> line = new CompletableFuture<>();
      HttpConnection connection = connect((in, out) -> {
        String head = head(in);
        line.complete(head.substring(0, head.indexOf('\r')));
        out.write(bytes(OK + "Content-Length: 0\r\n\r\n"));
      });
      connection.ask(Request.of(target.equals("h:443") ? "CONNECT" : "GET", target)).close();
      assertEquals((target.equals("h:443") ? "CONNECT " : "GET ") + target + " HTTP/1.1", line.get());
    }
  }
}
