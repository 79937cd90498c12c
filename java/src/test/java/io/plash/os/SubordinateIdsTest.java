package io.plash.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubordinateIdsTest {
  private static final long UID = 1000;

  @TempDir Path folder;

  @Test
  void find_byNameOrNumber_firstLineOfTheUser() throws Exception {
    assertEquals(range(300, 65536), find("other:100:50\nme:300:65536\nme:900:1\n"));
    assertEquals(range(7, 8), find("1000:7:8\nme:300:65536"));
  }

  @Test
  void find_otherUsersOnly_isEmpty() throws Exception {
    assertEquals(Optional.empty(), find("mee:1:2\nm:1:2\n10000:1:2\n100:1:2\n01000:1:2\n"));
    assertEquals(Optional.empty(), find(""));
  }

  @Test
  void find_noFile_isEmpty() throws Exception {
    assertEquals(Optional.empty(), SubordinateIds.find(folder.resolve("missing"), "me", UID));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "me", "me:", "me::", "me:1", "me:1:", "me::1", "me:1:2:3", "me:-1:5", "me:1:-5", "me:a:5", "me:1:b",
    "me: 1:5", "me:1:0", "me:0x10:5", "me:1:4294967295", "me:4294967295:1", "me:99999999999999999999:1",
    "me:1:99999999999999999999", "#me:1:2", " me:1:2", "me:\u0661:5", ":1:2", "::", ":"
  })
  void find_malformedLine_isSkipped(String line) throws Exception {
    assertEquals(Optional.empty(), find(line + "\n"));
    assertEquals(range(300, 10), find(line + "\nme:300:10\n"));
  }

  @Test
  void find_largestRange_isUsable() throws Exception {
    assertEquals(range(1, 4294967294L), find("me:1:4294967294\n"));
  }

  @Test
  void find_bytesBeyondUtf8_areNobody() throws Exception {
    Files.write(folder.resolve("subuid"), "\u00ff\u00fe:1:2\nme:3:4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(range(3, 4), SubordinateIds.find(folder.resolve("subuid"), "me", UID));
  }

  private static Optional<SubordinateIds> range(long first, long count) {
    return Optional.of(new SubordinateIds(first, count));
  }

  private Optional<SubordinateIds> find(String text) throws Exception {
    return SubordinateIds.find(Files.writeString(folder.resolve("subuid"), text), "me", UID);
  }
}
