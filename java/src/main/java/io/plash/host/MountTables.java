package io.plash.host;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The mounts of all processes that this user may see, from {@code /proc/PID/mountinfo}, see proc(5). */
public final class MountTables {
  private MountTables() {}

  /**
   * Returns the names that begin with {@code prefix} in any path of a mount table. Paths in the options of overlays
   * count, too: they name the upper layers of containers.
   */
  public static Set<String> namesWith(String prefix) throws PlashException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        collect(process.resolve("mountinfo"), prefix, names);
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read /proc: is it mounted?", e);
    }
    return names;
  }

  private static void collect(Path table, String prefix, Set<String> names) {
    String text;
    try {
      text = new String(Files.readAllBytes(table), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return; // ended meanwhile, or none of this user's
    }
    for (int at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
      int end = at;
      while (end < text.length() && "/,: \n".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      names.add(text.substring(at, end));
    }
  }
}
