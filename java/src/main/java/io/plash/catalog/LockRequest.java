package io.plash.catalog;

import io.plash.value.LockLine;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a lock file.
 *
 * @param isCheck whether nothing is to be changed and nothing to be resolved
 * @param update the names of the images whose lines are resolved again; all when the list is empty, none without it
 * @param architectures those that lines are for, as Debian calls them; the first is that of this machine
 */
public record LockRequest(boolean isCheck, Optional<List<String>> update, List<String> architectures) {
  /** Returns the architecture of this machine. */
  String own() {
    return architectures.get(0);
  }

  /** Tells whether the line of the image {@code name} is resolved again. */
  boolean updates(String name) {
    return update.isPresent() && (update.get().isEmpty() || update.get().contains(name));
  }

  /** Tells whether lines of the architecture are dropped when the script has no use for them. */
  boolean covers(String architecture) {
    return architecture.equals(LockLine.ALL) || architectures.contains(architecture);
  }
}
