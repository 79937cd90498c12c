package io.plash.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.Reference;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfig;
import io.plash.store.MergedTree;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchPlanTest {
  private static final long SEED = 20181107;
  private static final String SPECIAL = "'\"\\`$!#&|;<>()[]{}*?~ \t%=@_-+/.,^\u001b\u007f";
  private static final LayerStack STACK = new LayerStack(List.of(ContainerId.ROOT));

  @TempDir Path folder;
  private Store store;
  private Path base;
  private MergedTree tree;

  // The root container's tree is the directory of mount points: an image to write into.
  @BeforeEach
  void makeImage() throws Exception {
    store = Store.open(folder.resolve("data"), Optional.empty());
    base = store.data().lower().resolve("base");
    tree = MergedTree.of(store, STACK);
    Files.createDirectories(base.resolve("bin"));
    Files.writeString(base.resolve("bin/sh"), "");
  }

  @Test
  void text_randomStrings_areReadBackByTheShell() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 30; round++) {
      String shell = "/" + word(random);
      passwd("root:x:0:0:root:/root:" + shell + "\n");
      Fstab fstab = fstab();
      fstab.bindUnderOverlay("/" + word(random) + "\n" + word(random));

      String read = source(LaunchPlan.of(STACK, tree, fstab, ImageConfig.NONE, Set.of()).text(1000),
          "printf '%s\\n' \"$plan_shell\" \"$plan_root_mode\" \"$plan_view\" \"$plan_overlay\" \"$plan_upper\""
              + " \"$plan_behind\" \"$plan_binds\" \"$plan_whole\"");

      List<String> values = List.of(shell, tree.rootMode(), "userxattr,lowerdir=0", fstab.overlayOptions(), "scratch",
          fstab.underOverlay(), String.join("\n", fstab.binds()), "yes");
      assertEquals(String.join("\n", values) + "\n", read, "seed " + SEED);
    }
  }

  @Test
  void text_firstLine_namesVersionAndUser() throws Exception {
    String text = LaunchPlan.of(STACK, tree, fstab(), ImageConfig.NONE, Set.of()).text(1000);

    assertTrue(text.startsWith("# plash-plan 7 1000\n"));
  }

  @Test
  void text_withItsHeader_isTakenByTheShell() throws Exception {
    long uid = Host.uid();
    Files.createDirectory(folder.resolve("config"));
    Path file = Files.writeString(
        folder.resolve("plan." + uid), LaunchPlan.of(STACK, tree, fstab(), ImageConfig.NONE, Set.of()).text(uid));

    assertEquals(List.of("/bin/sh"), Reference.shell(folder, """
        PLASH_DATA=. plash_uid=%d plan_path=%s
        . %s
        plan_load && echo "$plan_shell"
        plash_uid=$((plash_uid + 1))
        ! plan_load || echo 'that of another user'
        """.formatted(uid, file, Reference.project("libexec/plash/lib/plan.sh"))));
  }

  @Test
  void text_words_areReadBackByTheirNumbers() throws Exception {
    ImageConfig config = new ImageConfig(
        List.of("A=1\n2", "B='$x'"), "/w #R", List.of("/none", "", "a\nb ", "\u0001#S"), List.of());
    Files.delete(base.resolve("bin/sh"));

    String text = LaunchPlan.of(STACK, tree, fstab(), config, Set.of()).text(1000);

    String read = source(text, "printf '<%s>' \"$plan_words\" \"$plan_word_1\" \"$plan_word_2\" \"$plan_word_3\""
        + " \"$plan_word_4\" \"$plan_variables\" \"$plan_variable_1\" \"$plan_variable_2\" \"$plan_directory\"");
    assertEquals("<4></none><><a\nb ><\u0001#S><3><A=1\n2><B='$x'></w #R>", read);
  }

  @Test
  void rootShell_passwd_isTheFirstEntrys() throws Exception {
    assertEquals("/bin/sh", LaunchPlan.rootShell(tree));
    passwd("root:x:0:0:root:/root:/bin/bash\nother:x:1:1::/:/bin/false\n");
    assertEquals("/bin/bash", LaunchPlan.rootShell(tree));
    for (String odd : List.of("", "root", "root:x:0:0:root:/root:", "root:x:0:0:root:/root:bash", ":::::::\n")) {
      passwd(odd);
      assertEquals("/bin/sh", LaunchPlan.rootShell(tree), odd);
    }
  }

  @Test
  void rootShell_imageWithoutSh_isEmpty() throws Exception {
    Files.delete(base.resolve("bin/sh"));
    assertEquals("", LaunchPlan.rootShell(tree));
    Files.createDirectory(base.resolve("bin/sh"));
    assertEquals("", LaunchPlan.rootShell(MergedTree.of(store, STACK)));
  }

  private Fstab fstab() throws Exception {
    return Fstab.overlay(STACK, "base", Optional.of(Fstab.Upper.ofScratch()), tree);
  }

  private void passwd(String text) throws Exception {
    Files.writeString(base.resolve("etc/passwd"), text);
    tree = MergedTree.of(store, STACK);
  }

  private String source(String plan, String commands) throws Exception {
    Path file = Files.writeString(folder.resolve("plan"), plan);
    Path script = Files.writeString(folder.resolve("script"), ". '" + file + "'\n" + commands + "\n");
    Path output = folder.resolve("output");
    Process sh = new ProcessBuilder("sh", script.toString())
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    assertEquals(0, sh.waitFor());
    return new String(Files.readAllBytes(output), UTF_8);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      word.append(random.nextBoolean()
          ? (char) ('a' + random.nextInt(26))
          : SPECIAL.charAt(random.nextInt(SPECIAL.length())));
    }
    return word.toString();
  }
}
