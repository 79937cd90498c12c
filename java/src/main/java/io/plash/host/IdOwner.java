package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.failure.Remedy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The user of this process, as lines of subuid(5) and subgid(5) name one.
 *
 * @param name the name, or the number of a user who has none in passwd(5)
 */
public record IdOwner(String name, long uid) {
  private static final Path ETC = Path.of("/etc");
  private static final String NO_NAME = "?"; // what a JVM calls a user without one

  /** Returns who this process is. */
  public static IdOwner self() throws PlashException {
    long uid = Host.uid();
    String name = System.getProperty("user.name", NO_NAME);
    return new IdOwner(name.equals(NO_NAME) ? Long.toString(uid) : name, uid);
  }

  /** Returns what {@code /etc/FILE} gives to the user. */
  public IdRanges ranges(String file) throws PlashException {
    Path path = ETC.resolve(file);
    return new IdRanges(SubordinateIds.all(path, name, uid), SubordinateIds.shared(path, name, uid));
  }

  /** Returns a range of ids that nobody has yet. */
  public SubordinateIds free() throws PlashException {
    return FreeIds.find(ETC, uid);
  }

  /** Returns the words for a user who has no range in one of the files, with a free one for that. */
  public Remedy noRange(Map<String, String> environment) throws PlashException {
    SubordinateIds free = free();
    List<String> options = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (String file : List.of("subuid", "subgid")) {
      if (ranges(file).count() == 0) {
        options.add("--add-" + file + "s " + free);
        files.add(ETC.resolve(file).toString());
      }
    }
    if (name.equals(Long.toString(uid))) { // usermod(8) does not know such a user
      String line = name + ":" + free.first() + ":" + free.count();
      return Remedy.of(environment, "no-range-no-name", "line", line, "files", String.join(" ", files));
    }
    return Remedy.of(environment, "no-range", "options", String.join(" ", options), "user", name);
  }
}
