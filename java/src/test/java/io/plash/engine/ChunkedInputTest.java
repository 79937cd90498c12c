package io.plash.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChunkedInputTest {
  private static String read(String wire) throws IOException {
    return new String(new ChunkedInput(stream(wire)).readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static InputStream stream(String wire) {
    return new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void read_ofChunks_isTheirContent() throws IOException {
    assertEquals("hello\r\nworld", read("5\r\nhello\r\n7\r\n\r\nworld\r\n0\r\n\r\n"));
  }

  @Test
  void read_ofNoChunk_isEmpty() throws IOException {
    assertEquals("", read("0\r\n\r\n"));
  }

  @Test
  void read_byHexSizesExtensionsBlanksAndBareNewlines_isTheContent() throws IOException {
    assertEquals("x".repeat(26) + "y", read("001a;name=\"v\"\r\n" + "x".repeat(26) + "\r\n1 \ny\n000\n\n"));
    assertEquals("x".repeat(10), read("A\r\n" + "x".repeat(10) + "\r\n0\r\n\r\n"));
  }

  @Test
  void read_withTrailers_passesThemOver() throws IOException {
    InputStream wire = stream("1\r\na\r\n0\r\nDigest: x\r\nOther: y\r\n\r\nnext");
    assertEquals("a", new String(new ChunkedInput(wire).readAllBytes(), StandardCharsets.ISO_8859_1));
    assertEquals('n', wire.read());
  }

  @Test
  void read_withTrailersThatDoNotEnd_fails() {
    String trailers = "1\r\na\r\n0\r\n" + "A: b\r\n".repeat(1000);
    assertEquals("its answer has too many trailers",
        assertThrows(ProtocolException.class, () -> read(trailers)).getMessage());
  }

  @Test
  void read_pastTheEnd_staysAtTheEnd() throws IOException {
    ChunkedInput in = new ChunkedInput(stream("1\r\na\r\n0\r\n\r\n"));
    assertEquals('a', in.read());
    assertEquals(-1, in.read());
    assertEquals(-1, in.read());
    assertEquals(0, in.read(new byte[0]));
  }

  @Test
  void read_thatIsCutAnywhere_fails() {
    String wire = "5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n";
    for (int length = 0; length < wire.length(); length++) {
      String cut = wire.substring(0, length);
      assertThrows(ProtocolException.class, () -> read(cut), cut);
    }
  }

  @Test
  void read_ofSizesThatAreNone_fails() {
    for (String size : new String[] {"", "-1", "+1", "0x5", "g", ";", "1".repeat(17)}) {
      assertThrows(ProtocolException.class, () -> read(size + "\r\nhello\r\n0\r\n\r\n"), size);
    }
  }

  @Test
  void read_ofAChunkLongerThanItsSize_fails() {
    assertThrows(ProtocolException.class, () -> read("2\r\nhello\r\n0\r\n\r\n"));
  }

  @Test
  void read_ofAnEndlessLine_fails() {
    assertThrows(ProtocolException.class, () -> read("1".repeat(10_000)));
  }

  @Test
  void output_readBack_isTheSame() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    ChunkedOutput out = new ChunkedOutput(wire);
    out.write('a');
    out.write(new byte[0]);
    out.write("b".repeat(70_000).getBytes(StandardCharsets.ISO_8859_1));
    out.finish();
    assertEquals("a" + "b".repeat(70_000), read(wire.toString(StandardCharsets.ISO_8859_1)));
  }
}
