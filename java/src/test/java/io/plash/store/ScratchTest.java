package io.plash.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchTest {
  @TempDir Path folder;

  @Test
  void make_twice_areTwoThatLive() throws Exception {
    DataPaths data = new DataPaths(folder);
    Files.createDirectory(data.temp());
    try (Scratch one = Scratch.make(data);
        Scratch two = Scratch.make(data)) {
      assertNotEquals(one.path(), two.path());
      assertFalse(Scratch.isAbandoned(one.path().getFileName().toString()));
      assertFalse(Scratch.isAbandoned(two.path().getFileName().toString()));
    }
    try (var left = Files.list(data.temp())) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void isAbandoned_processThatEnded_isTrue() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertTrue(Scratch.isAbandoned(name(Long.toString(process.pid()), "1", self().boot(), self().init())));
  }

  @Test
  void isAbandoned_pidOfALaterProcess_isTrue() throws Exception {
    assertTrue(Scratch.isAbandoned(name(self().pid(), "1", self().boot(), self().init())));
  }

  @Test
  void isAbandoned_ofAnEarlierBoot_isTrue() throws Exception {
    assertFalse(Scratch.isAbandoned(name(self().pid(), self().start(), self().boot(), self().init())));
    assertTrue(Scratch.isAbandoned(name(self().pid(), self().start(), "01234567", self().init())));
  }

  @Test
  void isAbandoned_ofAnotherPidNamespaceButSeen_isFalse() throws Exception {
    assertFalse(Scratch.isAbandoned(name(self().pid(), self().start(), self().boot(), "1234567")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "x", "plashtmp", "plashtmp_", "plashtmp_1_2", "plashtmp_1_x_3_0_0-0", "plashtmp_1__3_0_0-0",
    "plashtmp_1_-1_3_0_0-0", "plashtmp_1_../self_3_0_0-0", "other_1_999999999_3_0_0-0",
    "plashtmp_1_999999999_abcdefgh", "plashtmp_1_999999999_3_0_0", "plashtmp-1"
  })
  void isAbandoned_namesOfOthers_areLeftAlone(String name) {
    assertFalse(Scratch.isAbandoned(name));
  }

  private static ScratchOwner self() throws Exception {
    return ScratchOwner.self();
  }

  private static String name(String pid, String start, String boot, String init) {
    return "plashtmp_" + new ScratchOwner("1", pid, start, boot, init) + "-0";
  }

  @Test
  void isAbandonedOf2018_byPidAndSession() throws Exception {
    String[] stat = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "").split(" ");
    String own = ProcessHandle.current().pid() + "_abcdefg_";

    assertFalse(Scratch.isAbandonedOf2018("plashtmp_" + stat[3] + "_" + own));
    assertTrue(Scratch.isAbandonedOf2018("plashtmp_99999999_" + own));
    assertTrue(Scratch.isAbandonedOf2018("plashtmp_1_999999999_abcdefg_"));
    assertFalse(Scratch.isAbandonedOf2018("plashtmp_1_999999999_abc"));
    assertFalse(Scratch.isAbandonedOf2018("plashtmp_1_x_abcdefgh"));
    assertFalse(Scratch.isAbandonedOf2018("plashtmp_1_999999999_1_0_0-0"));
    assertFalse(Scratch.isAbandonedOf2018("other"));
  }

  @Test
  void isAbandonedOfMacro_byPidAndStart() throws Exception {
    assertFalse(Scratch.isAbandonedOfMacro("plashtmp_1_" + self().pid() + "_" + self().start() + "-0"));
    assertTrue(Scratch.isAbandonedOfMacro("plashtmp_1_" + self().pid() + "_1-0"));
    assertTrue(Scratch.isLeft("plashtmp_1_999999999_3-12"));
    for (String other : new String[] {
      "", "plashtmp_1_999999999_3", "plashtmp_1_999999999-3-0", "plashtmp_1_x_3-0", "plashtmp_1_999999999_3_0_0-0",
      "other_1_999999999_3-0"
    }) {
      assertFalse(Scratch.isAbandonedOfMacro(other), other);
    }
  }

  @Test
  void isOfRun_directoryOrFstabOfAStart_isTrue() throws Exception {
    Path draft = Files.createDirectories(folder.resolve("plashtmp_1_2_3-0/node")).getParent();
    Path run = Files.createDirectories(folder.resolve("plashtmp_1_2_3-1/data")).getParent();
    Path chosen = Files.createDirectory(folder.resolve("plashtmp_1_2_3-2"));
    Path fstab = Files.createFile(folder.resolve("plashtmp_1_2_3-2.fstab"));

    assertFalse(Scratch.isOfRun(draft));
    assertTrue(Scratch.isOfRun(run));
    assertTrue(Scratch.isOfRun(chosen));
    assertTrue(Scratch.isOfRun(fstab));
    assertEquals("plashtmp_1_2_3-2", Scratch.owner(fstab));
  }
}
