package io.plash.os;

import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Facts about the host and this process. */
public final class Host {
  private final Path mountinfo;

  /** The host this process runs on. */
  public Host() {
    this(Path.of("/proc/self/mountinfo"));
  }

  Host(Path mountinfo) {
    this.mountinfo = mountinfo;
  }

  /** The effective user id, as this user namespace numbers it. */
  public static long uid() throws PlashException {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) & 0xffffffffL;
    } catch (IOException e) {
      throw PlashException.of("cannot read /proc/self: is /proc mounted?", e);
    }
  }

  /** Those of {@code paths} that can be bound: there, and for /root readable by this user. */
  public static List<String> present(List<String> paths) {
    List<String> present = new ArrayList<>();
    for (String name : paths) {
      Path path = Path.of(name);
      if (name.equals("/root") ? Files.isReadable(path) : Files.exists(path)) {
        present.add(name);
      }
    }
    return present;
  }

  /**
   * The options for binding {@code paths} and every mount below them read-only, by mount point. In a
   * user namespace a remount must repeat the flags that are locked (mount_namespaces(7)), or it is
   * refused; so each entry holds nosuid, nodev and noexec as they are now. A path that is no mount
   * point itself gets the flags of the mount it lies on.
   */
  public Map<String, List<String>> readOnlyBinds(List<String> paths) throws PlashException {
    Map<String, List<String>> mounts = mounts();
    Map<String, List<String>> binds = new TreeMap<>();
    for (String path : paths) {
      binds.put(path, readOnly(containing(mounts, path)));
      for (Map.Entry<String, List<String>> mount : mounts.entrySet()) {
        if (mount.getKey().startsWith(path + "/")) {
          binds.put(mount.getKey(), readOnly(mount.getValue()));
        }
      }
    }
    return binds;
  }

  private static List<String> readOnly(List<String> flags) {
    List<String> options = new ArrayList<>(List.of("ro"));
    for (String flag : flags) {
      if (flag.equals("nosuid") || flag.equals("nodev") || flag.equals("noexec")) {
        options.add(flag);
      }
    }
    return options;
  }

  private static List<String> containing(Map<String, List<String>> mounts, String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      if (mounts.containsKey(at)) {
        return mounts.get(at);
      }
    }
    return mounts.getOrDefault("/", List.of());
  }

  // Mount point to per-mount options; a later line of the same mount point lies on top.
  private Map<String, List<String>> mounts() throws PlashException {
    Map<String, List<String>> mounts = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(mountinfo)) {
        String[] fields = line.split(" ");
        mounts.put(unescape(fields[4]), List.of(fields[5].split(",")));
      }
      return mounts;
    } catch (IOException e) {
      throw PlashException.of("cannot read " + mountinfo + ": " + e.getMessage(), e);
    }
  }

  // mountinfo writes blanks and the like as \ooo, proc(5); names are UTF-8 and are not escaped.
  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        out.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        out.append(field.charAt(i));
      }
    }
    return out.toString();
  }
}
