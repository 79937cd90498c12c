package io.plash.os;

import java.util.HashMap;
import java.util.Map;

/** The environment of programs that are not tools: the caller's, without what the start of a JVM needed. */
public final class CallerEnvironment {
  private CallerEnvironment() {}

  /** A copy of {@code environment}, which {@code lib/worker.sh} has made, with LC_ALL as the caller had it. */
  public static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    String locale = all.remove("PLASH_LC_ALL");
    all.remove("PLASH_TERMINAL");
    all.remove("LC_ALL");
    if (locale != null) {
      all.put("LC_ALL", locale);
    }
    return all;
  }
}
