package io.plash.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
      "debian, docker.io/library/debian:latest",
      "debian:bookworm, docker.io/library/debian:bookworm",
      "me/tool, docker.io/me/tool:latest",
      "docker.io/debian, docker.io/library/debian:latest",
      "index.docker.io/me/tool, docker.io/me/tool:latest",
      "localhost/a, localhost/a:latest",
      "localhost:5000/a:1, localhost:5000/a:1",
      "host.example/a/b-c_d.e__f---g:V1.x_y-z, host.example/a/b-c_d.e__f---g:V1.x_y-z",
      "HOST.example/a, host.example/a:latest",
      "127.0.0.1:5000/a/b/c, 127.0.0.1:5000/a/b/c:latest",
      "[::1]:5000/a, [::1]:5000/a:latest",
      "host:80/a, host:80/a:latest",
      "ho-st/a, docker.io/ho-st/a:latest",
  })
  void parse_name_isWhole(String written, String whole) throws PlashException {
    assertEquals(whole, ImageReference.parse(written).shown());
  }

  @Test
  void parse_digest_countsMoreThanTag() throws PlashException {
    ImageReference both = ImageReference.parse("debian:12@sha256:" + HEX);
    assertEquals("sha256:" + HEX, both.reference());
    assertEquals("12", both.tag());
    assertEquals("", ImageReference.parse("host.example/a@sha256:" + HEX).tag());
    assertEquals("docker.io/library/debian:12@sha256:" + HEX, both.shown());
  }

  @Test
  void server_ofDockerIo_isAnotherName() {
    assertEquals("registry-1.docker.io", ImageReference.server("docker.io"));
    assertEquals("a.example:5", ImageReference.server("a.example:5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "/", "a/", "/a", "a//b", "Debian", "host.example/A", "a:", "a:-x", "a:b:c", "a@", "a@sha256:12",
      "a@sha512:12", "a@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", "a b", "a\nb", "-a",
      "a-", "a..b", "a___b", ".a", "a/../b", "host.example:x/a", "host.example:123456/a", "host.example/",
      "https://a/b",
      "-host.example/a", "user@host.example/a", "a?b", "a%2fb", "[x]:1/a", "é",
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
  void parse_noName_isRefused(String written) {
    assertThrows(PlashException.class, () -> ImageReference.parse(written));
  }

  @Test
  void parse_tooLong_isRefused() throws PlashException {
    assertEquals(128, ImageReference.parse("a:" + "t".repeat(128)).tag().length());
    assertThrows(PlashException.class, () -> ImageReference.parse("a:" + "t".repeat(129)));
    assertThrows(PlashException.class, () -> ImageReference.parse("host.example/" + "a".repeat(250)));
  }

  @Test
  void parse_capitals_hintTellsWhy() {
    PlashException failure = assertThrows(PlashException.class, () -> ImageReference.parse("host.example/Tool"));
    assertTrue(failure.hint().contains("lower case"), failure.hint());
  }
}
