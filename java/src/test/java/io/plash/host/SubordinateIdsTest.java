package io.plash.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubordinateIdsTest {
  private static final long UID = 1000;

  @TempDir Path folder;

  @Test
  void all_byNameAndNumber_eachLineOnce() throws Exception {
    assertEquals(List.of(ids(300, 100), ids(900, 1)), find("other:100:50\nme:300:100\nme:900:1\n"));
    assertEquals(List.of(ids(7, 8), ids(300, 65536)), find("1000:7:8\nme:300:65536"));
  }

  @Test
  void all_overlappingLines_giveNoIdTwice() throws Exception {
    assertEquals(List.of(ids(100, 50), ids(90, 10), ids(150, 10)), find("me:100:50\nme:90:70\nme:100:50\n"));
  }

  @Test
  void map_ownIdInARange_isLeftOutThere() throws Exception {
    assertEquals("0,1000,1,1,997,3,4,1001,7,11,5000,2", SubordinateIds.map(UID, find("me:997:11\nme:5000:2\n")));
    assertEquals("0,1000,1,1,1001,2", SubordinateIds.map(UID, find("me:1000:3\n")));
  }

  @Test
  void all_rangeWithRoot_leavesThatOut() throws Exception {
    assertEquals(List.of(ids(1, 65535), ids(70000, 5)), find("me:0:65536\nme:70000:5\n"));
    assertEquals(List.of(), find("me:0:1\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"me:1:0\nother:1:2\n1000:5:5\n", "me:0:65536", "other:1:2", ""})
  void areThoseOfUnshare_linesItReadsOtherwise_no(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("subuid"), text);
    assertFalse(SubordinateIds.areThoseOfUnshare(file, "me", UID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"me:1:65536\nother:0:2\n", "1000:5:5\n"})
  void areThoseOfUnshare_oneRange_yes(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("subuid"), text);
    assertTrue(SubordinateIds.areThoseOfUnshare(file, "me", UID));
  }

  @Test
  void all_otherUsersOnly_isEmpty() throws Exception {
    assertEquals(List.of(), find("mee:1:2\nm:1:2\n10000:1:2\n100:1:2\n01000:1:2\n"));
    assertEquals(List.of(), find(""));
  }

  @Test
  void all_noFile_isEmpty() throws Exception {
    assertEquals(List.of(), SubordinateIds.all(folder.resolve("missing"), "me", UID));
  }

  @Test
  void all_fileThatCannotBeRead_saysWhy() {
    PlashException e = assertThrows(PlashException.class, () -> SubordinateIds.all(folder, "me", UID));
    assertEquals("cannot read " + folder + ": Is a directory", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "me", "me:", "me::", "me:1", "me:1:", "me::1", "me:1:2:3", "me:-1:5", "me:1:-5", "me:a:5", "me:1:b",
    "me: 1:5", "me:1:0", "me:0x10:5", "me:1:4294967295", "me:4294967295:1", "me:99999999999999999999:1",
    "me:1:99999999999999999999", "#me:1:2", " me:1:2", "me:\u0661:5", ":1:2", "::", ":"
  })
  void all_malformedLine_isSkipped(String line) throws Exception {
    assertEquals(List.of(), find(line + "\n"));
    assertEquals(range(300, 10), find(line + "\nme:300:10\n"));
  }

  @Test
  void all_largestRange_isUsable() throws Exception {
    assertEquals(range(1, 4294967294L), find("me:1:4294967294\n"));
  }

  @Test
  void all_bytesBeyondUtf8_areNobody() throws Exception {
    Files.write(folder.resolve("subuid"), "\u00ff\u00fe:1:2\nme:3:4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(range(3, 4), SubordinateIds.all(folder.resolve("subuid"), "me", UID));
  }

  @Test
  void shared_rangesOfOthers_areThoseWithAnIdInCommon() throws Exception {
    Path file = Files.writeString(folder.resolve("subuid"),
        "me:100:50\na:150:10\nb:90:10\nc:149:5\n1000:300:10\nd:0:500\ne:305:1:x\n");
    assertEquals(List.of("149-153 of c", "0-499 of d"), SubordinateIds.shared(file, "me", UID));
    assertEquals(List.of(), SubordinateIds.shared(folder.resolve("missing"), "me", UID));
  }

  private static List<SubordinateIds> range(long first, long count) {
    return List.of(ids(first, count));
  }

  private static SubordinateIds ids(long first, long count) {
    return new SubordinateIds(first, count);
  }

  private List<SubordinateIds> find(String text) throws Exception {
    return SubordinateIds.all(Files.writeString(folder.resolve("subuid"), text), "me", UID);
  }
}
