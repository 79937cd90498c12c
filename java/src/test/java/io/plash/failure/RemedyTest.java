package io.plash.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemedyTest {
  private static final Path LIBEXEC = Path.of("../libexec/plash");
  private static final Map<String, String> ENVIRONMENT = Map.of("PLASH_LIBEXEC", LIBEXEC.toString());
  private static final Pattern USE = Pattern.compile(
      "(?:[rR]emedy|Remedy\\.of)\\((?:environment, )?\"([a-z_-]+)\""
          + "|remedy\\([a-zA-Z(). \"/_-]+ \\? \"([a-z_-]+)\" : \"([a-z_-]+)\"");

  @TempDir Path folder;

  @Test
  void of_knownName_hasBothTextsWithFillings() throws Exception {
    Files.createDirectory(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/remedies"), "# a comment|x|y\n\na|it fails|do {x} to {y} | {x}\nb||\n");
    Map<String, String> environment = Map.of("PLASH_LIBEXEC", folder.toString());
    assertEquals(new Remedy("it fails", "do 1 to {x} | 1"), Remedy.of(environment, "a", "x", "1", "y", "{x}"));
    assertEquals(new Remedy("it fails", "do {x} to {y} | {x}"), Remedy.of(environment, "a"));
    assertEquals(new Remedy("", ""), Remedy.of(environment, "b"));
  }

  @Test
  void of_unknownNameOrNoFile_isEmpty() {
    assertEquals(new Remedy("", ""), Remedy.of(ENVIRONMENT, "unknown"));
    assertEquals(new Remedy("", ""), Remedy.of(Map.of("PLASH_LIBEXEC", folder.toString()), "a"));
    assertEquals(new Remedy("", ""), Remedy.of(Map.of(), "a"));
  }

  @Test
  void remedies_allNames_standOnceAndSayWhatFails() throws Exception {
    List<String> names = names();
    assertEquals(names.size(), new HashSet<>(names).size());
    for (String name : names) {
      assertFalse(Remedy.of(ENVIRONMENT, name).effect().isEmpty(), name);
    }
  }

  @Test
  void remedies_namesThatJavaUses_areThere() throws Exception {
    List<String> used = new ArrayList<>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher use = USE.matcher(Files.readString(file));
        while (use.find()) {
          for (int group = 1; group <= use.groupCount(); group++) {
            if (use.group(group) != null) {
              used.add(use.group(group));
            }
          }
        }
      }
    }
    assertTrue(used.size() > 20, used.toString());
    used.removeAll(names());
    assertEquals(List.of(), used);
  }

  private static List<String> names() throws Exception {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(LIBEXEC.resolve("lib/remedies"))) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        assertEquals(3, line.split("\\|", 3).length, line);
        names.add(line.substring(0, line.indexOf('|')));
      }
    }
    return names;
  }
}
