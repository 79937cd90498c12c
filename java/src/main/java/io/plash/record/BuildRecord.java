package io.plash.record;

import io.plash.value.ContainerId;
import java.util.List;
import java.util.Optional;

/**
 * What a build answered, so that the shell can answer the same words again: the container, and for a
 * plashfile its program and the environment variables it asks for. {@code lib/record.sh} reads it.
 */
public record BuildRecord(ContainerId id, Optional<String> exec, List<String> useEnv) {
  private static final int VERSION = 2;

  /** The record of a plain build. */
  public static BuildRecord of(ContainerId id) {
    return new BuildRecord(id, Optional.empty(), List.of());
  }

  /** Its text: a version line, then {@code name value} lines. */
  public String text() {
    StringBuilder out = new StringBuilder("plash-build " + VERSION + "\nid " + id + "\n");
    exec.ifPresent(program -> out.append("exec ").append(program).append('\n'));
    for (String name : useEnv) {
      out.append("use-env ").append(name).append('\n');
    }
    return out.toString();
  }

  /** The same, good as long as what it depends on stays as it is. */
  public String text(Dependencies dependencies) {
    return text() + dependencies.text();
  }
}
