package io.plash.os;

import java.util.HashMap;
import java.util.Map;

/** The environment of programs that are not tools: the caller's, without what the start of a JVM needed. */
public final class CallerEnvironment {
  private static final String HIDDEN = "PLASH_GIVEN";

  private CallerEnvironment() {}

  /**
   * A copy of {@code environment}, which {@code lib/worker.sh} has made, with the variables as the caller
   * had them: {@code PLASH_GIVEN} names those that the worker hid, and {@code PLASH_GIVEN_NAME} is the
   * value of one that was set.
   */
  public static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.remove("PLASH_TERMINAL");
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
