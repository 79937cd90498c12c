package io.plash.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that gives one written answer to each connection, in turn. */
class DownloadTest {
  private static final int SILENCE_MILLIS = 300;
  private static final String HEAD = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Fetcher fetcher = new Fetcher(Map.of(), "1", notices::add, SILENCE_MILLIS, 1);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  // An answer that ends with ... leaves the connection open.
  private ResourceUrl answer(String... answers) throws PlashException {
    Thread thread = new Thread(() -> {
      try {
        for (String answer : answers) {
          Socket socket = server.accept();
          sockets.add(socket);
          byte[] request = new byte[4096];
          int n = socket.getInputStream().read(request);
          requests.add(new String(request, 0, Math.max(n, 0), StandardCharsets.US_ASCII));
          OutputStream out = socket.getOutputStream();
          boolean open = answer.endsWith("...");
          out.write((open ? answer.substring(0, answer.length() - 3) : answer).getBytes(StandardCharsets.US_ASCII));
          out.flush();
          if (!open) {
            socket.close();
          }
        }
      } catch (IOException e) {
        requests.add(e.toString());
      }
    });
    thread.setDaemon(true);
    thread.start();
    return ResourceUrl.parse("http://127.0.0.1:" + server.getLocalPort() + "/a");
  }

  private String fetch(ResourceUrl location) throws PlashException {
    return new String(Fetcher.whole(fetcher.open(location), 100), StandardCharsets.US_ASCII);
  }

  private String reason(ResourceUrl location) {
    String message = assertThrows(PlashException.class, () -> fetch(location)).getMessage();
    return message.substring(message.indexOf("): ") + 3);
  }

  @Test
  void read_whole_isWhatTheServerSent() throws PlashException {
    assertEquals("hello", fetch(answer(HEAD + "Content-Length: 5\r\n\r\nhello")));
    assertTrue(requests.get(0).contains("User-Agent: plash/1\r\n"), requests.get(0));
  }

  @Test
  void read_silentServer_asksForTheRest() throws PlashException {
    ResourceUrl location = answer(
        HEAD + "Content-Length: 5\r\n\r\nhe...",
        "HTTP/1.1 206 Partial\r\nETag: \"1\"\r\nContent-Range: bytes 2-4/5\r\nContent-Length: 3\r\n\r\nllo");
    assertEquals("hello", fetch(location));
    assertTrue(requests.get(1).contains("Range: bytes=2-\r\n"), requests.get(1));
    assertTrue(requests.get(1).contains("If-Range: \"1\"\r\n"), requests.get(1));
    assertEquals(List.of("the connection was lost after 2 bytes (no answer in time), trying again"), notices);
  }

  @Test
  void read_chunkedThatBreaks_asksForTheRest() throws PlashException {
    ResourceUrl location = answer(
        HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n",
        "HTTP/1.1 206 Partial\r\nETag: \"1\"\r\nContent-Range: bytes 2-4/5\r\nContent-Length: 3\r\n\r\nllo");
    assertEquals("hello", fetch(location));
  }

  @Test
  void read_nothingCameYet_beginsAgain() throws PlashException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    assertEquals("hello", fetch(answer(head, head + "hello")));
  }

  @Test
  void read_weakMark_goesByTheDate() throws PlashException {
    String marks = "ETag: W/\"1\"\r\nLast-Modified: Mon, 23 Nov 2026 10:00:00 GMT\r\n";
    ResourceUrl location = answer(
        "HTTP/1.1 200 OK\r\n" + marks + "Content-Length: 5\r\n\r\nhe",
        "HTTP/1.1 206 Partial\r\n" + marks + "Content-Range: bytes 2-4/5\r\nContent-Length: 3\r\n\r\nllo");
    assertEquals("hello", fetch(location));
    assertTrue(requests.get(1).contains("If-Range: Mon, 23 Nov 2026 10:00:00 GMT\r\n"), requests.get(1));
  }

  @Test
  void read_otherRangeOrOtherFile_isNotPiecedTogether() throws PlashException {
    String changed = "the file changed on the server while it was fetched";
    String begin = HEAD + "Content-Length: 5\r\n\r\nhe";
    String rest = "HTTP/1.1 206 Partial\r\nContent-Length: 3\r\n";
    assertEquals(changed, reason(answer(begin, rest + "ETag: \"1\"\r\nContent-Range: bytes 0-2/5\r\n\r\nhel")));
    assertEquals(changed, reason(answer(begin, rest + "ETag: \"1\"\r\nContent-Range: bytes 2-4/6\r\n\r\nllo")));
    assertEquals(changed, reason(answer(begin, rest + "ETag: \"2\"\r\nContent-Range: bytes 2-4/5\r\n\r\nllo")));
    assertEquals(changed, reason(answer(begin, rest + "Content-Range: bytes 2-4/5\r\n\r\nllo")));
    assertEquals(changed, reason(answer(begin, "HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n")));
  }

  @Test
  void read_lostAgainAndAgain_givesUpAfterThreeTries() throws PlashException {
    String gone = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
    ResourceUrl location = answer(HEAD + "Content-Length: 5\r\n\r\nhe", gone, gone, gone);
    assertEquals("the connection was cut after 2 of 5 bytes: HTTP Error 503: Busy", reason(location));
    assertEquals(4, requests.size());
  }

  @Test
  void open_statusTextOfTheServer_canNotForgeALine() throws PlashException {
    assertEquals("HTTP Error 404: ?[31mNo?",
        reason(answer("HTTP/1.1 404 \u001b[31mNo\u0007\r\nContent-Length: 0\r\n\r\n")));
  }

  @Test
  void whole_moreThanTheLimit_isRefused() throws PlashException {
    String body = "x".repeat(101);
    assertEquals("it is larger than expected (100 bytes)",
        reason(answer(HEAD + "Content-Length: 101\r\n\r\n" + body)));
  }

  @Test
  void read_afterAFailure_carriesItForPeople() throws PlashException, IOException {
    ResourceUrl location = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
    try (InputStream download = fetcher.open(location)) {
      IOException failure = assertThrows(IOException.class, download::readAllBytes);
      assertTrue(failure.getCause() instanceof PlashException);
    }
  }
}
