package io.plash.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment of programs that are not tools: the caller's, without what the start of a JVM needed. */
public final class CallerEnvironment {
  private static final String HIDDEN = "PLASH_GIVEN";

  private static final String UMASK = "PLASH_UMASK";
  private static final String OURS = "0022";

  private CallerEnvironment() {}

  /** A copy of {@code environment} as {@link #of} makes it, and for programs of plash the caller's umask. */
  public static Map<String, String> withUmask(Map<String, String> environment) {
    Map<String, String> all = of(environment);
    if (environment.containsKey(UMASK)) {
      all.put(UMASK, environment.get(UMASK));
    }
    return all;
  }

  /** {@code words} of a program of the caller's, started with the caller's umask: a worker has another. */
  public static List<String> withUmask(Map<String, String> environment, List<String> words) {
    String umask = environment.getOrDefault(UMASK, OURS);
    if (umask.equals(OURS)) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "umask \"$0\" && exec \"$@\"", umask));
    all.addAll(words);
    return all;
  }

  /**
   * A copy of {@code environment}, which {@code lib/worker.sh} has made, with the variables as the caller
   * had them: {@code PLASH_GIVEN} names those that the worker hid, and {@code PLASH_GIVEN_} with a name is the
   * value of one that was set.
   */
  public static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.remove("PLASH_TERMINAL");
    all.remove(UMASK);
    String hidden = all.remove(HIDDEN);
    if (hidden == null) {
      return all;
    }
    for (String name : hidden.trim().split("\\s+")) {
      all.remove(name);
      String value = all.remove(HIDDEN + "_" + name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all;
  }
}
