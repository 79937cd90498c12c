package io.plash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Who may import whom, as java/README.md says: compared with what jdeps finds in the classes. */
class PackageRulesTest {
  private static final String OURS = "io.plash.";
  private static final Path CLASSES = Path.of("target/classes");

  /** What each package may use of ours and of third parties; beside the JDK, nothing else. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "value", Set.of(),
          "lang", Set.of("value"),
          "store", Set.of("value"),
          "plan", Set.of("value", "store"),
          "os", Set.of("value", "org.apache.commons.exec"),
          "image", Set.of("value", "os"),
          "macro", Set.of("value", "lang"),
          "build", Set.of("value", "lang", "store", "plan", "os", "image"),
          "cmd", Set.of("value", "lang", "store", "plan", "os", "image", "macro", "build"));

  @Test
  void imports_ofEveryPackage_areThoseAllowed() {
    Map<String, Set<String>> found = imports();
    assertEquals(ALLOWED.keySet(), found.keySet(), "a package is missing here, or is no longer there");
    Map<String, Set<String>> forbidden = new TreeMap<>();
    found.forEach(
        (name, used) -> {
          Set<String> beyond = new TreeSet<>(used);
          beyond.removeAll(ALLOWED.get(name));
          if (!beyond.isEmpty()) {
            forbidden.put(name, beyond);
          }
        });
    assertEquals(Map.of(), forbidden);
  }

  @Test
  void allowed_table_hasNoCycle() {
    Map<String, Set<String>> left = new TreeMap<>(ALLOWED);
    boolean shrinking = true;
    while (shrinking) {
      shrinking = left.keySet().removeIf(name -> ALLOWED.get(name).stream().noneMatch(left::containsKey));
    }
    assertEquals(Map.of(), left);
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
    } else if (!name.startsWith("java.")) {
      used.add(name);
    }
  }
}
