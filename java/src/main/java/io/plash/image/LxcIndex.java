package io.plash.image;

import io.plash.text.Characters;
import io.plash.text.NearestNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The images that a linuxcontainers image server offers for one architecture. The index of a server has lines of the
 * form {@code distro;release;architecture;variant;build;path}; other lines, and variants other than {@code default},
 * are left out.
 *
 * <p>An image is named {@code distro:release}, or by a distro, or by a release that only one distro has. A distro
 * alone stands for its release {@code current} where there is one; else for the greatest release that begins with a
 * digit, compared as version numbers; else for the last in alphabetical order, which is the newest where code names
 * are given in that order. Releases that are always in development ({@code edge}, {@code sid}, ...) are taken only
 * when there is no other.
 */
final class LxcIndex {
  /** One image. {@code path} is its directory on the server, which begins and ends with a slash. */
  record Entry(String distro, String release, String path) {}

  private static final int FIELDS = 6;
  private static final String CURRENT = "current";
  private static final List<String> MOVING = List.of("edge", "sid", "unstable", "testing", "rawhide", "rolling",
      "tumbleweed", "snapshot", "daily", "devel", "next", "main", "master");

  private final TreeMap<String, TreeMap<String, Entry>> distros = new TreeMap<>();
  private final TreeMap<String, TreeSet<String>> elsewhere = new TreeMap<>();

  private LxcIndex() {}

  /** Reads the index {@code text}; {@code architecture} is named as Debian does, such as {@code amd64}. */
  static LxcIndex parse(String text, String architecture) {
    LxcIndex index = new LxcIndex();
    for (String line : text.split("\r?\n")) {
      String[] fields = line.split(";", -1);
      if (fields.length < FIELDS || !fields[3].equals("default") || fields[4].isEmpty()
          || !isName(fields[0]) || !isName(fields[1]) || !isPath(fields[5])) {
        continue;
      }
      if (fields[2].equals(architecture)) {
        String path = fields[5].endsWith("/") ? fields[5] : fields[5] + "/";
        index.distros.computeIfAbsent(fields[0], distro -> new TreeMap<>())
            .put(fields[1], new Entry(fields[0], fields[1], path));
      } else if (isName(fields[2])) {
        String name = fields[0] + ":" + fields[1];
        index.elsewhere.computeIfAbsent(name, image -> new TreeSet<>()).add(fields[2]);
      }
    }
    return index;
  }

  /**
   * Tells whether {@code name} can name an image: it has letters, digits and {@code . _ + ~ -}, and at most one
   * colon, in the middle.
   */
  static boolean mayBeNamed(String name) {
    int colon = name.indexOf(':');
    return colon < 0
        ? isName(name)
        : isName(name.substring(0, colon)) && isName(name.substring(colon + 1));
  }

  /** Tells whether the index lists no image for any architecture. */
  boolean isEmpty() {
    return distros.isEmpty() && elsewhere.isEmpty();
  }

  /** Finds the image called {@code name}. */
  Optional<Entry> find(String name) {
    int colon = name.indexOf(':');
    if (colon >= 0) {
      TreeMap<String, Entry> releases = distros.getOrDefault(name.substring(0, colon), new TreeMap<>());
      return Optional.ofNullable(releases.get(name.substring(colon + 1)));
    }
    if (distros.containsKey(name)) {
      TreeMap<String, Entry> releases = distros.get(name);
      return Optional.of(releases.get(newest(releases.keySet())));
    }
    List<Entry> found = ofRelease(name);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Returns a hint for a name that is not found: similar names, and how many images there are. */
  String advice(String name, String architecture) {
    List<String> nearest = new ArrayList<>();
    for (Entry entry : ofRelease(name)) {
      nearest.add(entry.distro() + ":" + entry.release());
    }
    int colon = name.indexOf(':');
    String distro = colon < 0 ? name : name.substring(0, colon);
    if (nearest.isEmpty() && colon >= 0 && distros.containsKey(distro)) {
      distros.get(distro).keySet().forEach(release -> nearest.add(distro + ":" + release));
    }
    if (nearest.isEmpty()) {
      nearest.addAll(NearestNames.of(name, names()));
    }
    int count = 0;
    for (TreeMap<String, Entry> releases : distros.values()) {
      count += releases.size();
    }
    String offer = "the server has " + count + " images for " + architecture;
    if (elsewhere.containsKey(name)) {
      return "it is there for " + String.join(", ", elsewhere.get(name)) + "; " + offer;
    }
    return nearest.isEmpty() ? offer : "did you mean " + String.join(" or ", nearest) + "? " + offer;
  }

  private TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    distros.forEach((distro, releases) -> {
      names.add(distro);
      for (String release : releases.keySet()) {
        names.add(distro + ":" + release);
        if (Character.isLetter(release.charAt(0))) {
          names.add(release);
        }
      }
    });
    return names;
  }

  private List<Entry> ofRelease(String release) {
    List<Entry> found = new ArrayList<>();
    if (!release.isEmpty() && Character.isLetter(release.charAt(0))) {
      for (TreeMap<String, Entry> releases : distros.values()) {
        if (releases.containsKey(release)) {
          found.add(releases.get(release));
        }
      }
    }
    return found;
  }

  /** Returns the release that a distro alone stands for; {@code releases} has at least one. */
  static String newest(Collection<String> releases) {
    String newest = "";
    for (String release : releases) {
      if (newest.isEmpty() || order(release, newest) > 0) {
        newest = release;
      }
    }
    return newest;
  }

  private static int order(String one, String other) {
    int rank = Integer.compare(rank(one), rank(other));
    if (rank != 0) {
      return rank;
    }
    int version = Character.isDigit(one.charAt(0)) ? compareVersions(one, other) : 0;
    return version != 0 ? version : one.compareTo(other);
  }

  private static int rank(String release) {
    if (release.equals(CURRENT)) {
      return 3;
    }
    if (MOVING.contains(release)) {
      return 0;
    }
    return Character.isDigit(release.charAt(0)) ? 2 : 1;
  }

  // Compares the numbers in the names from left to right; what stands between them does not count.
  private static int compareVersions(String one, String other) {
    String[] ones = one.split("[^0-9]+");
    String[] others = other.split("[^0-9]+");
    for (int i = 0; i < Math.max(ones.length, others.length); i++) {
      int order = compareNumbers(i < ones.length ? ones[i] : "", i < others.length ? others[i] : "");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareNumbers(String one, String other) {
    String a = one.replaceFirst("^0+", "");
    String b = other.replaceFirst("^0+", "");
    return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
  }

  private static boolean isName(String text) {
    return Characters.areAscii(text, "._+~-") && Characters.isAsciiLetterOrDigit(text.charAt(0));
  }

  private static boolean isPath(String text) {
    return text.startsWith("/") && !text.contains("/../") && !text.contains("//") && text.indexOf('#') < 0;
  }
}
