package io.plash.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The folders in which programs are looked for. */
public final class SearchPath {
  private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";
  private static final String BUSYBOX = "busybox";

  private final String[] folders;

  private SearchPath(String[] folders) {
    this.folders = folders;
  }

  /** Returns the folders that PATH of {@code environment} lists; an empty one is the working directory. */
  public static SearchPath of(Map<String, String> environment) {
    return new SearchPath(environment.getOrDefault("PATH", DEFAULT).split(":", -1));
  }

  /** Tells whether one of the folders holds the executable {@code program}, a name without a slash. */
  public boolean has(String program) {
    return !all(program).isEmpty();
  }

  /** Tells whether the folders hold {@code program}, not only as an applet of busybox, which knows fewer options. */
  public boolean hasWhole(String program) {
    return has(program) && !isApplet(Path.of(find(program)));
  }

  /**
   * Returns the path of {@code program}, a tool of the host, or the name itself when it holds a slash or is not found.
   * A program is preferred to an applet of busybox, which knows fewer options and starts applets in place of programs;
   * {@code path_tool_find} in {@code lib/path.sh} has the same rule. A shell of busybox that is given a path starts
   * that file, and not an applet of its own with the same name.
   */
  public String find(String program) {
    List<Path> files = all(program);
    for (Path file : files) {
      if (!isApplet(file)) {
        return file.toString();
      }
    }
    return files.isEmpty() ? program : files.get(0).toString();
  }

  /** Returns the word that starts {@code program}: its name, or its path where the name would start an applet. */
  public String word(String program) {
    List<Path> files = all(program);
    return files.isEmpty() || !isApplet(files.get(0)) ? program : find(program);
  }

  private List<Path> all(String program) {
    List<Path> files = new ArrayList<>();
    if (!program.contains("/")) {
      for (String folder : folders) {
        Path file = Path.of(folder.isEmpty() ? "." : folder, program);
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private boolean isApplet(Path file) {
    List<Path> places = new ArrayList<>(List.of(file.resolveSibling(BUSYBOX), Path.of("/bin", BUSYBOX)));
    places.addAll(all(BUSYBOX));
    for (Path place : places) {
      try {
        if (Files.isSameFile(file, place)) {
          return true;
        }
      } catch (IOException e) {
        continue; // there is none
      }
    }
    return false;
  }
}
