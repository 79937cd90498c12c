package io.plash.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
  private static final String HEADER = "# plash-lock 1\n";
  private static final String HEX = "5b".repeat(32);
  private static final String OTHER = "0".repeat(64);
  private static final String LXC =
      "lxc alpine:3.20 amd64 sha256:" + HEX + " tree:sha256:" + OTHER + " https://images.example/a/rootfs.tar.xz";

  @ParameterizedTest
  @ValueSource(strings = {
    "bootstrap bookworm amd64 - tree:sha256:HEX snapshot:20261127T000000Z",
    "docker local/tool:1 amd64 sha256:HEX",
    "docker debian amd64 sha256:HEX tree:sha256:HEX debian@sha256:HEX",
    "docker a amd64 sha256:HEX tree:sha256:HEX config:sha256:HEX", "docker a amd64 sha256:HEX tree:sha256:HEX",
    "github you/repo@main * sha256:HEX commit:0123456789012345678901234567890123456789",
    "lxc alpine:3.20 amd64 sha256:HEX tree:sha256:HEX https://images.example/rootfs.tar.xz",
    "lxc alpine arm64 sha256:HEX https://images.example/rootfs.tar.xz",
    "oci docker.io/library/debian:bookworm * sha256:HEX",
    "url https://example.com/a%20b%2520%C3%A9?c=d#sha256=1 * sha256:HEX tree:sha256:HEX"
  })
  void parse_aLineOfEachSource_givesItBack(String line) throws PlashException {
    String text = HEADER + line.replace("HEX", HEX) + "\n";
    assertEquals(text, LockFile.parse("a.lock", text).text());
  }

  @Test
  void parse_nameWithBlanks_isDecoded() throws PlashException {
    LockLine line = LockLine.of("url", "http://a/b c%20é", "*", Optional.of(new Digest(HEX)), "");
    assertEquals("url http://a/b%20c%2520%C3%A9 * sha256:" + HEX, line.text());
    LockFile file = LockFile.parse("a.lock", HEADER + line.text() + "\n");
    assertEquals(Optional.of(line), file.find("url", "http://a/b c%20é", "riscv64"));
  }

  @Test
  void text_linesInAnyOrder_areSortedByBytes() throws PlashException {
    List<String> sorted = List.of(
        "lxc Z amd64 sha256:" + OTHER + " http://a", "lxc a amd64 sha256:" + OTHER + " http://a",
        "lxc a arm64 sha256:" + HEX + " http://a", "url http://a * sha256:" + HEX);
    String text = HEADER + String.join("\n", sorted) + "\n";
    String shuffled = HEADER + sorted.get(2) + "\n" + sorted.get(3) + "\n\n" + sorted.get(0) + "\n" + sorted.get(1);
    assertEquals(text, LockFile.parse("a.lock", shuffled).text());
  }

  @Test
  void find_otherArchitecture_isNoLine() throws PlashException {
    LockFile file = LockFile.parse("a.lock", HEADER + LXC + "\n");
    assertTrue(file.find("lxc", "alpine:3.20", "amd64").isPresent());
    assertTrue(file.find("lxc", "alpine:3.20", "arm64").isEmpty());
    assertTrue(file.find("url", "alpine:3.20", "amd64").isEmpty());
    assertEquals(List.of("amd64"), file.architectures("lxc", "alpine:3.20"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "#", "# a comment", "lxc", "lxc alpine amd64 sha256:@", "lxc alpine amd64 sha256:@ ftp://a", "oci  * sha256:@",
    "lxc alpine  amd64 sha256:@ http://a", "lxc alpine amd64 sha256:@  http://a", "lxc alpine amd64 sha256:@ http://a ",
    "tar a * sha256:@", "busybox - amd64 sha256:@", "url http://a * sha256:abc", "url http://a * md5:@",
    "url http://a * SHA256:@", "url http://a * -", "url http://a * sha256:@ more", "bootstrap bookworm amd64 sha256:@",
    "bootstrap bookworm amd64 -", "bootstrap a amd64 - tree:sha256:@ snapshot:20261327T000000Z",
    "bootstrap bookworm amd64 - tree:sha256:@",
    "github a/b * sha256:@", "github a/b * sha256:@ commit:abc", "oci a . sha256:@",
    "url http://%61 * sha256:@", "url http://a * sha256:@ tree:sha256:abc",
    "docker a amd64 sha256:@ config:sha256:@", "docker a amd64 sha256:@ tree:sha256:@ config:sha256:abc",
    "docker a amd64 sha256:@ config:sha256:@ tree:sha256:@", "url http://a * sha256:@ tree:sha256:@ config:sha256:@"
  })
  void parse_anythingElse_isRefusedWithItsLine(String line) {
    String text = HEADER + LXC + "\n" + line.replace("@", HEX) + "\n";
    PlashException failure = assertThrows(PlashException.class, () -> LockFile.parse("a.lock", text));
    assertEquals("a.lock:3: no line of a lock file", failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| base"})
  void parse_conflictMark_isRefusedAsSuch(String mark) {
    PlashException failure =
        assertThrows(PlashException.class, () -> LockFile.parse("a.lock", HEADER + mark + "\n" + LXC + "\n"));
    assertEquals("a.lock:2: the mark of a merge conflict", failure.getMessage());
    PlashException first = assertThrows(PlashException.class, () -> LockFile.parse("a.lock", mark + "\n" + HEADER));
    assertEquals("a.lock:1: the mark of a merge conflict", first.getMessage());
  }

  @Test
  void parse_twoLinesForOneImage_areRefused() {
    String text = HEADER + LXC + "\n" + LXC.replace(HEX, OTHER) + "\n";
    PlashException failure = assertThrows(PlashException.class, () -> LockFile.parse("a.lock", text));
    assertEquals("a.lock:3: a second line for lxc alpine:3.20 amd64", failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{}", "# plash-lock 2\n", "#plash-lock 1\n"})
  void parse_otherFirstLine_isRefused(String text) {
    PlashException failure = assertThrows(PlashException.class, () -> LockFile.parse("a.lock", text));
    assertTrue(failure.getMessage().startsWith("a.lock:1: "), failure.getMessage());
  }

  @Test
  void parse_aVersionThatWouldControlTheTerminal_isEscaped() {
    PlashException failure =
        assertThrows(PlashException.class, () -> LockFile.parse("a.lock", "# plash-lock 2\033[2J\n"));
    assertEquals("a.lock:1: a lock file of another version of plash: 'plash-lock 2\\x1b[2J'", failure.getMessage());
  }

  @Test
  void identity_withoutDigest_isThatOfTheTree() {
    LockLine line = LockLine.of("bootstrap", "sid", "amd64", Optional.empty(), "")
        .withFiles(Optional.of(new Digest(HEX)), Optional.empty());
    assertEquals("tree:sha256:" + HEX, line.identity());
    assertEquals("sha256:" + OTHER, LockLine.of("url", "http://a", "*", Optional.of(new Digest(OTHER)), "").identity());
  }
}
