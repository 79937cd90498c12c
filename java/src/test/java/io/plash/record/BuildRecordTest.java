package io.plash.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.Reference;
import io.plash.text.ShellQuote;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into a record, read back by the shell that will read it. */
class BuildRecordTest {
  private static final String LIBRARY = Reference.project("libexec/plash/lib");
  private static final String[] PIECES = {
    "'", "\"", "\\", "`", "$", "$x", "!", "(", ")", "-", "=", "*", "?", "[", "]", "~", "#", ";", "&", " ", "\t", "\r",
    "\u0001", "\u001b", "a", "Z", "0", "/", "é", "日", "\ud83d\ude00", "-n", "env A=", "sums"
  };

  @TempDir Path folder;

  @Test
  void text_randomValues_hitOnlyWhenTheyAreTheSame() throws Exception {
    Random random = new Random(Reference.SEED);
    StringBuilder script = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      String value = Reference.text(random, PIECES, 8);
      String now = random.nextBoolean() ? value : Reference.text(random, PIECES, 8);
      Dependencies dependencies = new Dependencies();
      dependencies.variable("VALUE", Optional.of(value));
      script.append("VALUE=").append(ShellQuote.quote(now)).append('\n').append(look(dependencies, i));
      expected.add(now.equals(value) ? "hit" : "miss");
    }
    assertEquals(expected, Reference.shell(folder, begin() + script), "seed " + Reference.SEED);
  }

  @Test
  void text_randomFileNames_hitOnlyWithTheSameContent() throws Exception {
    Random random = new Random(Reference.SEED);
    StringBuilder script = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String name = "./" + i + Reference.text(random, PIECES, 8).replace('/', '_');
      boolean same = random.nextBoolean();
      Files.writeString(folder.resolve(name), same ? "content" : "other");
      Dependencies dependencies = new Dependencies();
      dependencies.file(name, Digest.of("content"));
      if (dependencies.recordable()) {
        script.append(look(dependencies, i));
        expected.add(same ? "hit" : "miss");
      }
    }
    assertTrue(expected.contains("hit") && expected.contains("miss"));
    assertEquals(expected, Reference.shell(folder, begin() + script), "seed " + Reference.SEED);
  }

  @Test
  void text_emptyAndUnset_areTwoThings() throws Exception {
    Dependencies empty = new Dependencies();
    empty.variable("VALUE", Optional.of(""));
    Dependencies unset = new Dependencies();
    unset.variable("VALUE", Optional.empty());
    String script = begin() + "VALUE=\n" + look(empty, 0) + look(unset, 1) + "unset VALUE\n" + look(empty, 2)
        + look(unset, 3) + "VALUE=x\n" + look(empty, 4) + look(unset, 5);
    assertEquals(List.of("hit", "miss", "miss", "hit", "miss", "miss"), Reference.shell(folder, script));
  }

  @Test
  void noFile_hitsUntilThereIsOneOfAnyKind() throws Exception {
    Dependencies dependencies = new Dependencies();
    dependencies.noFile("./a lock");
    String script = begin() + look(dependencies, 0) + ": >'a lock'\n" + look(dependencies, 1)
        + "rm 'a lock'\nln -s nowhere 'a lock'\n" + look(dependencies, 2) + "rm 'a lock'\n" + look(dependencies, 3);
    assertEquals(List.of("hit", "miss", "miss", "hit"), Reference.shell(folder, script));
  }

  @Test
  void variable_nameOfTheLockFile_isRecorded() throws Exception {
    Dependencies dependencies = new Dependencies();
    dependencies.variable("PLASH_LOCK", Optional.of("a.lock"));
    assertTrue(dependencies.recordable());
    String script = begin() + look(dependencies, 0) + "PLASH_LOCK=a.lock\n" + look(dependencies, 1);
    assertEquals(List.of("miss", "hit"), Reference.shell(folder, script));
  }

  @Test
  void text_plashfile_keepsProgramAndVariables() throws Exception {
    BuildRecord record = new BuildRecord(new ContainerId(7), Optional.of("a program"), List.of("A", "B"));
    String lines = "plash-build 4\nid 7\nexec a program\nuse-env A\nuse-env B\n";
    assertEquals(lines, record.text());
    assertEquals(lines, record.text(new Dependencies()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "", "1", "PATH", "PWD", "IFS", "LC_ALL", "PPID", "PS1", "_", "PLASH_DATA"})
  void recordable_variableThatAShellSeesInItsOwnWay_isNot(String name) {
    Dependencies dependencies = new Dependencies();
    dependencies.variable(name, Optional.of("x"));
    assertFalse(dependencies.recordable());
  }

  @Test
  void recordable_whatALineCanNotHold_isNot() {
    List<Dependencies> all = List.of(new Dependencies(), new Dependencies(), new Dependencies(), new Dependencies());
    all.get(0).variable("A", Optional.of("two\nlines"));
    all.get(1).file("./a\nb", Digest.of(""));
    all.get(2).tree(List.of("./a\\b"), List.of());
    all.get(3).unknown();
    for (Dependencies dependencies : all) {
      assertTrue(new Dependencies().recordable());
      assertFalse(dependencies.recordable());
    }
  }

  private static String begin() {
    return "PLASH_LIBEXEC=" + ShellQuote.quote(LIBRARY + "/..") + "; . " + ShellQuote.quote(LIBRARY + "/base.sh")
        + "; . " + ShellQuote.quote(LIBRARY + "/record.sh") + "; unset VALUE\n";
  }

  /** Commands that print whether the record of a build with these dependencies answers. */
  private String look(Dependencies dependencies, int number) throws Exception {
    assertTrue(dependencies.recordable());
    Path file = folder.resolve("record" + number);
    Files.writeString(file, BuildRecord.of(new ContainerId(1)).text(dependencies));
    String quoted = ShellQuote.quote(file.toString());
    return "record_file=" + quoted + "; record_read <" + quoted + " && echo hit || echo miss\n";
  }
}
