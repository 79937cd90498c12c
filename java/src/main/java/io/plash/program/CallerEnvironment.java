package io.plash.program;

import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment for programs that run on behalf of the user rather than of plash. It is the user's own: what
 * {@code lib/worker.sh} changed to start a JVM is undone. Tools of the host get {@link ToolEnvironment} instead.
 */
public final class CallerEnvironment {
  /** How the names of all variables begin that hold what was put away, see {@link #of}. */
  public static final String GIVEN = "PLASH_GIVEN";

  private static final String UMASK = "PLASH_UMASK";
  private static final String WORKER_UMASK = "0022";
  private static final int USUAL = 0666;
  private static final int OCTAL = 8;

  private CallerEnvironment() {}

  /** Returns the same as {@link #of}, with the user's umask in {@code PLASH_UMASK} for programs of plash. */
  public static Map<String, String> withUmask(Map<String, String> environment) {
    Map<String, String> all = of(environment);
    if (environment.containsKey(UMASK)) {
      all.put(UMASK, environment.get(UMASK));
    }
    return all;
  }

  /** Returns the permissions that a new file of the user gets, by the umask. */
  public static Set<PosixFilePermission> ofNewFile(Map<String, String> environment) {
    int mode = USUAL & ~Integer.parseInt(environment.getOrDefault(UMASK, WORKER_UMASK), OCTAL);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) { // the bits of a mode, from the left
      if ((mode >> PosixFilePermission.values().length - 1 - permission.ordinal() & 1) == 1) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  /** Returns words that start the program {@code words} with the user's umask, since a worker has another one. */
  public static List<String> withUmask(Map<String, String> environment, List<String> words) {
    String umask = environment.getOrDefault(UMASK, WORKER_UMASK);
    if (umask.equals(WORKER_UMASK)) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "umask \"$0\" && exec \"$@\"", umask));
    all.addAll(words);
    return all;
  }

  /**
   * Returns a copy of {@code environment}, which is that of a worker, with the variables as the user had them.
   * {@code PLASH_GIVEN} names the variables that {@code lib/given.sh} and {@code lib/worker.sh} have put away. The
   * value of one that was set is in the variable that has {@code PLASH_GIVEN_} before its name.
   */
  public static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.remove("PLASH_TERMINAL");
    all.remove(UMASK);
    String hidden = all.remove(GIVEN);
    if (hidden == null) {
      return all;
    }
    for (String name : hidden.trim().split("\\s+")) {
      all.remove(name);
      String value = all.remove(GIVEN + "_" + name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all;
  }
}
