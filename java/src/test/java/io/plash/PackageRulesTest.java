package io.plash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
  private static final String HTTP_CORE = "org.apache.hc.core5.";
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path TABLE = Path.of("README.md");

  @Test
  void table_namesTheImportsThatJdepsFinds() throws IOException {
    assertEquals(imports(), new TreeMap<>(table()));
  }

  @Test
  void table_hasEveryPackageBelowThoseItImports() throws IOException {
    Set<String> above = new TreeSet<>();
    for (Map.Entry<String, Set<String>> row : table().entrySet()) {
      Set<String> below = new TreeSet<>(row.getValue());
      below.removeIf(used -> used.contains(".") || above.contains(used));
      assertEquals(Set.of(), below, row.getKey() + " imports packages that stand below it");
      above.add(row.getKey());
    }
  }

  // Package to what it imports of ours and of third parties, in the order of the table.
  private static Map<String, Set<String>> table() throws IOException {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      String[] cells = line.split(" *[|] *"); // | NAME | what | imports |
      if (cells.length == 4 && cells[1].matches("[a-z]+") && !cells[1].equals("package")) {
        table.put(cells[1], new TreeSet<>(List.of(cells[3].split(" "))));
        table.get(cells[1]).remove("-");
      }
    }
    return table;
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
    } else if (name.startsWith(HTTP_CORE)) {
      used.add(HTTP_CORE + "*"); // one library, many packages
    } else if (!name.startsWith("java.") && !name.startsWith("javax.")) {
      used.add(name);
    }
  }
}
