package io.plash.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseTest {
  private static Response read(String wire) throws IOException {
    return Response.read(new ByteArrayInputStream(wire.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_withLength_endsThere() throws IOException {
    Response response = read("HTTP/1.1 201 Created\r\nCONTENT-LENGTH:  3 \r\nX-Y: a:b\r\n\r\nabcdef");
    assertEquals(201, response.status());
    assertTrue(response.succeeded());
    assertEquals("201 Created", response.statusLine());
    assertEquals("a:b", response.field("x-y"));
    assertEquals("", response.field("other"));
    assertEquals("abc", response.text());
  }

  @Test
  void read_inChunks_whateverTheLength_isUnchunked() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 1\r\n\r\n";
    assertEquals("abc", read(head + "3\r\nabc\r\n0\r\n\r\n").text());
  }

  @Test
  void read_withNeither_isAllThereIs() throws IOException {
    assertEquals("abc", read("HTTP/1.0 200 OK\r\n\r\nabc").text());
  }

  @Test
  void read_ofNoContent_hasNoBody() throws IOException {
    assertEquals("", read("HTTP/1.1 204 No Content\r\n\r\nabc").text());
  }

  @Test
  void read_afterContinue_isTheFinalAnswer() throws IOException {
    Response response = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404\r\n\r\n");
    assertEquals(404, response.status());
    assertFalse(response.succeeded());
  }

  @Test
  void read_thatIsShorterThanItsLength_fails() {
    assertThrows(ProtocolException.class, () -> read("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc").text());
  }

  @Test
  void read_thatIsCutInItsHead_fails() {
    String head = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
    for (int length = 0; length < head.length(); length++) {
      String cut = head.substring(0, length);
      assertThrows(ProtocolException.class, () -> read(cut), cut);
    }
  }

  @Test
  void read_ofWhatIsNoAnswer_fails() {
    String[] wires = {
      "<html>\n", "SSH-2.0\r\n", "HTTP\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n",
      "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno field\r\n\r\n", "HTTP/1.1 200 OK\r\n: v\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    };
    for (String wire : wires) {
      assertThrows(ProtocolException.class, () -> read(wire), wire);
    }
  }

  @Test
  void read_ofWhatNeverComesToAnAnswer_fails() {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000);
    assertEquals("it only ever begins to answer",
        assertThrows(ProtocolException.class, () -> read(interim)).getMessage());
    String fields = "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(1000);
    assertEquals("a header of its answer is malformed",
        assertThrows(ProtocolException.class, () -> read(fields)).getMessage());
  }

  @Test
  void text_thatDoesNotEnd_isRefused() {
    assertThrows(ProtocolException.class, () -> read("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1 << 21)).text());
  }
}
