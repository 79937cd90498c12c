package io.plash.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeIdsTest {
  @TempDir Path etc;

  @Test
  void find_noFiles_isTheFirstRange() throws Exception {
    assertEquals("100000-165535", FreeIds.find(etc, 1000).toString());
  }

  @Test
  void find_rangesOfOthers_isBehindThem() throws Exception {
    write("subuid", "a:100000:65536\nb:165536:65536\n");
    assertEquals("231072-296607", FreeIds.find(etc, 1000).toString());
    write("subgid", "c:231072:10\n");
    assertEquals("231082-296617", FreeIds.find(etc, 1000).toString());
  }

  @Test
  void find_largeGap_isUsed() throws Exception {
    write("subuid", "b:300000:65536\na:100000:65536\n");
    assertEquals("165536-231071", FreeIds.find(etc, 1000).toString());
  }

  @Test
  void find_nestedRanges_isBehindTheLongest() throws Exception {
    write("subuid", "a:90000:500000\nb:100000:10\nc:120000:65536\n");
    assertEquals("590000-655535", FreeIds.find(etc, 1000).toString());
  }

  @Test
  void find_idsOfUsersAndGroups_areNotGivenAway() throws Exception {
    write("passwd", "root:x:0:0::/root:/bin/sh\nbig:x:120000:120000::/:/bin/sh\nbroken\n+::::::\n");
    write("group", "root:x:0:\nlarge:x:180000:\n");
    assertEquals("180001-245536", FreeIds.find(etc, 1000).toString());
    assertEquals("200001-265536", FreeIds.find(etc, 200000).toString());
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(etc.resolve(name), text);
  }
}
