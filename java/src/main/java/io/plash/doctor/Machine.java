package io.plash.doctor;

import io.plash.failure.Remedy;
import io.plash.host.IdOwner;
import io.plash.program.Tool;
import io.plash.store.DataPaths;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the checks look at: the caller's variables, the user, and the data directory, which may not be there yet; empty
 * where this user cannot have one.
 */
public record Machine(Map<String, String> environment, IdOwner user, Optional<DataPaths> data) {
  /** Returns a runner for single programs of the host. */
  Tool tool() {
    return new Tool(environment);
  }

  /** Returns the path of the internal program {@code name}. */
  String program(String name) {
    return Path.of(environment.getOrDefault("PLASH_LIBEXEC", "/"), name).toString();
  }

  /** Returns the words for what is called {@code name} in {@code lib/remedies}. */
  Remedy remedy(String name, String... fillings) {
    return Remedy.of(environment, name, fillings);
  }
}
