package io.plash.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void of_text_isTheDigestOfTheStandard() {
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digest.of("abc").hex());
  }

  @Test
  void of_bytesOfAnyLength_isWhatTheJdkComputes() throws Exception {
    Random random = new Random(1);
    MessageDigest jdk = MessageDigest.getInstance("SHA-256");
    IntStream many = IntStream.of(16_383, 16_384, 16_385, 200_000);
    for (int length : IntStream.concat(IntStream.range(0, 400), many).toArray()) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertEquals(HexFormat.of().formatHex(jdk.digest(bytes)), Digest.of(bytes).hex(), "of " + length + " bytes");
    }
  }
}
