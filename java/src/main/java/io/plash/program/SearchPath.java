package io.plash.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folders in which programs are looked for. */
public final class SearchPath {
  private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";

  private final String[] folders;

  private SearchPath(String[] folders) {
    this.folders = folders;
  }

  /** What PATH of {@code environment} says; an empty part means the working directory. */
  public static SearchPath of(Map<String, String> environment) {
    return new SearchPath(environment.getOrDefault("PATH", DEFAULT).split(":", -1));
  }

  /** Whether {@code program}, a name without a slash, is there. */
  public boolean has(String program) {
    return !find(program).equals(program);
  }

  /**
   * The path of {@code program}; as it is when it is not there, or has a slash. By its path a busybox sh does
   * not take a part of itself for it.
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
