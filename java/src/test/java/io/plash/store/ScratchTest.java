package io.plash.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path folder;

  @Test
  void make_twice_areTwoThatLive() throws Exception {
    DataPaths data = new DataPaths(folder);
    Files.createDirectory(data.temp());
    try (Scratch one = Scratch.make(data);
        Scratch two = Scratch.make(data)) {
      assertNotEquals(one.path(), two.path());
      assertFalse(new ScratchEntry(one.path()).isDead());
      assertFalse(new ScratchEntry(two.path()).isDead());
    }
    try (var left = Files.list(data.temp())) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void isOfRun_directoryOrFstabOfAStart_isTrue() throws Exception {
    Path draft = Files.createDirectories(folder.resolve("plashtmp_1_2_3-0/node")).getParent();
    Path run = Files.createDirectories(folder.resolve("plashtmp_1_2_3-1/data")).getParent();
    Path chosen = Files.createDirectory(folder.resolve("plashtmp_1_2_3-2"));
    Path fstab = Files.createFile(folder.resolve("plashtmp_1_2_3-2.fstab"));

    assertFalse(new ScratchEntry(draft).isOfRun());
    assertTrue(new ScratchEntry(run).isOfRun());
    assertTrue(new ScratchEntry(chosen).isOfRun());
    assertTrue(new ScratchEntry(fstab).isOfRun());
    assertEquals("plashtmp_1_2_3-2", new ScratchEntry(fstab).directory());
  }
}
