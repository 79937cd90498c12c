package io.plash.record;

import io.plash.value.ContainerId;
import java.util.List;
import java.util.Optional;

/**
 * The answer to the words of a build, from which {@code lib/record.sh} answers the same words again without a JVM:
 * the container, and for a plashfile also its program and the names of the environment variables that it asks for.
 */
public record BuildRecord(ContainerId id, Optional<String> exec, List<String> useEnv) {
  private static final int VERSION = 4;

  /** Returns the record of a build that is not a plashfile. */
  public static BuildRecord of(ContainerId id) {
    return new BuildRecord(id, Optional.empty(), List.of());
  }

  /** Returns its text: a line with the version, then lines of a name and a value, see plash-data(5). */
  public String text() {
    StringBuilder out = new StringBuilder("plash-build " + VERSION + "\nid " + id + "\n");
    exec.ifPresent(program -> out.append("exec ").append(program).append('\n'));
    for (String name : useEnv) {
      out.append("use-env ").append(name).append('\n');
    }
    return out.toString();
  }

  /** Returns the text of the file that is kept: the record is valid while {@code dependencies} stay as they are. */
  public String text(Dependencies dependencies) {
    return text() + dependencies.text();
  }
}
