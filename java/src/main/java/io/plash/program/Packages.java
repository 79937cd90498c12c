package io.plash.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tells how programs are installed on this machine, by the names of packages in {@code lib/packages}; {@code
 * remedy_install} in {@code lib/remedy.sh} has the same rule.
 */
public final class Packages {
  private static final String SEPARATOR = "\\|";
  private static final String TITLE = "PROGRAM";

  private final Path table;
  private final SearchPath path;

  /** Knows the packages that the folder {@code libexec} tells of, and the package managers that are in {@code path}. */
  Packages(Path libexec, SearchPath path) {
    this.table = libexec.resolve("lib/packages");
    this.path = path;
  }

  /** Returns the same by PLASH_LIBEXEC and PATH of {@code environment}. */
  public static Packages of(Map<String, String> environment) {
    return new Packages(Path.of(environment.getOrDefault("PLASH_LIBEXEC", "/")), SearchPath.of(environment));
  }

  /**
   * Returns how to install {@code program}: its package and, where the package manager is known, the words for it.
   * The package is Debian's where it is not. Empty when nothing is known of the program.
   */
  public String hint(String program) {
    String[] managers = {};
    for (String line : lines()) {
      String[] fields = line.split(SEPARATOR);
      if (fields[0].equals(TITLE)) {
        managers = fields;
      } else if (fields[0].equals(program)) {
        return hint(managers, fields);
      }
    }
    return "";
  }

  private String hint(String[] managers, String... packages) {
    for (int at = 1; at < packages.length; at++) {
      if (path.has(managers[at].split(" ")[0])) {
        return "install the package " + packages[at] + " (as root: " + managers[at] + " " + packages[at] + ")";
      }
    }
    return "install the package " + packages[1];
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      return List.of(); // failures are told without hints
    }
  }
}
