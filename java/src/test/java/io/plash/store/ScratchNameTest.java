package io.plash.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchNameTest {
  @TempDir Path folder;

  private static ScratchOwner self() throws Exception {
    return ScratchOwner.self();
  }

  private static String name(String pid, String start, String boot, String init) {
    return "plashtmp_" + new ScratchOwner("1", pid, start, boot, init) + "-0";
  }

  // Both questions about a name of the current form have one answer.
  private static boolean isDead(String name) {
    ScratchEntry entry = new ScratchEntry(Path.of("/tmp", name));
    assertEquals(entry.isDead(), entry.isDeadOfThisVersion());
    return entry.isDead();
  }

  // Of a name of an earlier form only one of them says yes.
  private static boolean isDeadOfEarlier(ScratchName.Form form, String name) {
    ScratchEntry entry = new ScratchEntry(Path.of("/tmp", name));
    assertEquals(form, ScratchName.parse(name).orElseThrow().form());
    assertFalse(entry.isDeadOfThisVersion());
    return entry.isDead();
  }

  @Test
  void isDead_processThatEnded_isTrue() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertTrue(isDead(name(Long.toString(process.pid()), "1", self().boot(), self().init())));
  }

  @Test
  void isDead_processThatEndedUnnoticed_isTrue() throws Exception {
    // sleep does not know of the child that it has from the shell, and never takes note of its end.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.3 & echo $!; exec sleep 1000").start();
    try {
      String pid = parent.inputReader().readLine();
      String[] stat = Files.readString(Path.of("/proc", pid, "stat")).split(" ");
      while (!stat[2].equals("Z")) {
        Thread.sleep(10);
        stat = Files.readString(Path.of("/proc", pid, "stat")).split(" ");
      }

      assertTrue(isDead(name(pid, stat[21], self().boot(), self().init())));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void isDead_pidOfALaterProcess_isTrue() throws Exception {
    assertTrue(isDead(name(self().pid(), "1", self().boot(), self().init())));
  }

  @Test
  void isDead_ofAnEarlierBoot_isTrue() throws Exception {
    assertFalse(isDead(name(self().pid(), self().start(), self().boot(), self().init())));
    assertTrue(isDead(name(self().pid(), self().start(), "01234567", self().init())));
  }

  @Test
  void isDead_ofAnotherPidNamespaceButSeen_isFalse() throws Exception {
    assertFalse(isDead(name(self().pid(), self().start(), self().boot(), "1234567")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "x", "plashtmp", "plashtmp_", "plashtmp_1_2", "plashtmp_1_x_3_0_0-0", "plashtmp_1__3_0_0-0",
    "plashtmp_1_-1_3_0_0-0", "plashtmp_1_../self_3_0_0-0", "other_1_999999999_3_0_0-0",
    "plashtmp_1_999999999_3_0_0", "plashtmp-1", "plashtmp_1_999999999_3_0_0-", "plashtmp_1_999999999_3_0_0-x",
    "plashtmp_1_999999999_3_0-0", "plashtmp_1_999999999_abc", "plashtmp_1_x_abcdefgh", "other",
    "plashtmp_1_999999999_3", "plashtmp_1_999999999-3-0", "plashtmp_1_x_3-0", "other_1_999999999_3-0"
  })
  void parse_namesOfOthers_areNone(String name) {
    assertEquals(Optional.empty(), ScratchName.parse(name));
  }

  @Test
  void isDead_of2018_byPidAndSession() throws Exception {
    String[] stat = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "").split(" ");
    String own = ProcessHandle.current().pid() + "_abcdefg_";

    assertFalse(isDeadOfEarlier(ScratchName.Form.FIRST, "plashtmp_" + stat[3] + "_" + own));
    assertTrue(isDeadOfEarlier(ScratchName.Form.FIRST, "plashtmp_99999999_" + own));
    assertTrue(isDeadOfEarlier(ScratchName.Form.FIRST, "plashtmp_1_999999999_abcdefg_"));
    assertTrue(isDeadOfEarlier(ScratchName.Form.FIRST, "plashtmp_1_999999999_abcdefgh"));
  }

  @Test
  void isDead_ofAMacroOfEarlierVersions_byPidAndStart() throws Exception {
    String own = "plashtmp_1_" + self().pid() + "_";

    assertFalse(isDeadOfEarlier(ScratchName.Form.MACRO, own + self().start() + "-0"));
    assertTrue(isDeadOfEarlier(ScratchName.Form.MACRO, own + "1-0"));
    assertTrue(isDeadOfEarlier(ScratchName.Form.MACRO, "plashtmp_1_999999999_3-12"));
  }

  // The names that the shell and python3 make, each said while the process lives, with its pid.
  private static void assertNamesItsProcess(List<String> said) throws Exception {
    ScratchName name = ScratchName.parse(said.get(0)).orElseThrow();

    assertEquals(ScratchName.Form.CURRENT, name.form());
    assertEquals(said.get(1), name.owner().pid());
    assertEquals(self().session(), name.owner().session());
    assertEquals(self().boot(), name.owner().boot());
    assertEquals(self().init(), name.owner().init());
    assertTrue(name.isDead(), "its process has ended");
    assertTrue(said.get(0).length() <= ScratchName.LONGEST.length());
  }

  @Test
  void parse_nameThatTheShellMakes_isOfItsProcess() throws Exception {
    assertNamesItsProcess(Reference.shell(folder,
        """
        PLASH_DATA=.
        . %s
        . %s
        scratch_name_choose
        echo "$scratch"
        echo $$
        """.formatted(Reference.project("libexec/plash/lib/namespaces.sh"),
            Reference.project("libexec/plash/lib/scratch.sh"))));
  }

  @Test
  void parse_nameThatPython3Makes_isOfItsProcess() throws Exception {
    Files.createDirectory(folder.resolve("tmp"));
    assertNamesItsProcess(Reference.shell(folder,
        """
        PLASH_DATA=. PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=%s python3 -c '
        import os
        from plash import utils
        print(os.path.basename(utils.mkdtemp()))
        print(os.getpid())'
        """.formatted(Reference.project("libexec/plash/python"))));
  }

  @Test
  void longest_isANameOfTheLongestFields() {
    ScratchOwner owner = ScratchName.parse(ScratchName.LONGEST).orElseThrow().owner();

    assertEquals(Integer.toString(1 << 22), owner.pid());
    assertEquals(owner.pid(), owner.session());
    assertEquals(Long.toUnsignedString(-1), owner.start());
    assertEquals(owner.start(), owner.init());
    assertEquals(8, owner.boot().length());
  }
}
