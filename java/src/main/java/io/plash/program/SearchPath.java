package io.plash.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return !find(program).equals(program);
  }

  /** Tells whether the folders hold {@code program}, and not as an applet of busybox, which knows fewer options. */
  public boolean hasWhole(String program) {
    try {
      return has(program) && !(has(BUSYBOX) && Files.isSameFile(Path.of(find(program)), Path.of(find(BUSYBOX))));
    } catch (IOException e) {
      return false; // it vanished meanwhile
    }
  }

  /**
   * Returns the path of {@code program}, or the name itself when it holds a slash or is not found. A shell of
   * busybox that is given a path starts that file, and not an applet of its own with the same name.
   */
  public String find(String program) {
    if (program.contains("/")) {
      return program;
    }
    for (String folder : folders) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return file.toString();
      }
    }
    return program;
  }
}
