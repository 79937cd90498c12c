package io.plash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Who may import whom: the table in java/README.md, compared with what jdeps finds in the classes. */
class PackageRulesTest {
  private static final String OURS = "io.plash.";
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path TABLE = Path.of("README.md");

  @Test
  void imports_ofEveryPackage_areThoseAllowed() throws IOException {
    Map<String, Set<String>> allowed = allowed();
    Map<String, Set<String>> found = imports();
    assertEquals(allowed.keySet(), found.keySet(), "the table and the classes name different packages");
    Map<String, Set<String>> forbidden = new TreeMap<>();
    found.forEach(
        (name, used) -> {
          Set<String> beyond = new TreeSet<>(used);
          beyond.removeAll(allowed.get(name));
          if (!beyond.isEmpty()) {
            forbidden.put(name, beyond);
          }
        });
    assertEquals(Map.of(), forbidden);
  }

  @Test
  void table_hasNoCycle() throws IOException {
    Map<String, Set<String>> left = allowed();
    boolean shrinking = true;
    while (shrinking) {
      shrinking = left.values().removeIf(used -> used.stream().noneMatch(left::containsKey));
    }
    assertEquals(Map.of(), left);
  }

  @Test
  void table_letsNobodyImportCmd() throws IOException {
    allowed().forEach((name, used) -> assertFalse(used.contains("cmd"), name));
  }

  /** What each package may use of ours and of third parties; beside the JDK, nothing else. */
  private static Map<String, Set<String>> allowed() throws IOException {
    Map<String, Set<String>> allowed = new TreeMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      String[] cells = line.split(" *[|] *"); // | NAME | what | may import |
      if (cells.length == 4 && cells[1].matches("[a-z]+") && !cells[1].equals("package")) {
        Set<String> others = new TreeSet<>(allowed.keySet()); // `all` comes last
        allowed.put(cells[1], cells[3].equals("all") ? others : new TreeSet<>(List.of(cells[3].split(" "))));
        allowed.get(cells[1]).remove("-");
      }
    }
    return allowed;
  }

  // Package to packages it uses, ours by their last name, without those of the JDK.
  private static Map<String, Set<String>> imports() {
    assertTrue(Files.isDirectory(CLASSES), "run by Maven, in java/");
    StringWriter output = new StringWriter();
    PrintWriter printer = new PrintWriter(output);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    String classPath = System.getProperty("java.class.path");
    int status =
        jdeps.run(printer, printer, "--multi-release", "base", "-verbose:package", "-cp", classPath,
            CLASSES.toString());
    assertEquals(0, status, output.toString());
    Map<String, Set<String>> imports = new TreeMap<>();
    for (String line : output.toString().split("\n")) {
      String[] words = line.strip().split("\\s+"); // FROM -> TO WHERE
      if (words[0].startsWith(OURS)) {
        add(imports.computeIfAbsent(words[0].substring(OURS.length()), k -> new TreeSet<>()), words[2]);
      }
    }
    return imports;
  }

  private static void add(Set<String> used, String name) {
    if (name.startsWith(OURS)) {
      used.add(name.substring(OURS.length()));
    } else if (!name.startsWith("java.") && !name.startsWith("javax.")) {
      used.add(name);
    }
  }
}
