package io.plash.launch;

import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.host.ProcFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The surroundings in which a namespace entry was found, as the name of its file has them, so that each has an entry
 * of its own. {@code namespaces_key_read} in {@code lib/namespaces.sh} makes the same name.
 *
 * @param uid effective user id
 * @param gid effective group id: newuidmap(1) maps ids for the user's primary group only
 * @param bounds what programs can become: the bounding set of capabilities, whether they may gain privileges, and the
 *     mode of the seccomp(2) filter, see proc(5)
 * @param map the numbers of the first two lines of {@code /proc/self/uid_map}, which tell user namespaces apart
 */
public record EntryKey(long uid, long gid, String bounds, String map) {
  private static final Path UID_MAP = Path.of("/proc/self/uid_map");
  private static final int LINES = 2;

  /** Returns the key of this process. */
  public static EntryKey current() throws PlashException {
    ProcFields status = ProcFields.ofStatus(Path.of("/proc"));
    String bounds = status.field("CapBnd") + "." + status.field("NoNewPrivs") + status.field("Seccomp");
    return new EntryKey(Host.uid(), Host.gid(), bounds, numbers());
  }

  /** Returns {@code UID.GID.BOUNDS.MAP}. */
  @Override
  public String toString() {
    return uid + "." + gid + "." + bounds + "." + map;
  }

  private static String numbers() {
    List<String> numbers = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(UID_MAP);
      for (String line : lines.subList(0, Math.min(LINES, lines.size()))) {
        numbers.addAll(List.of(line.strip().split(" +")));
      }
    } catch (IOException e) {
      numbers.clear(); // hidden
    }
    return String.join("_", numbers);
  }
}
