package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.record.BuildRecord;
import io.plash.record.Dependencies;
import io.plash.store.AtomicFile;
import io.plash.store.Store;
import java.nio.charset.StandardCharsets;

/**
 * Writes build records into the store. They are a cache, so no failure to write one is reported: the next build of
 * the same words starts a worker again.
 */
final class BuildRecords {
  /** The longest name of a file, in bytes, on file systems that can hold layers. */
  private static final int MAX_NAME_BYTES = 255;

  private final Store store;

  BuildRecords(Store store) {
    this.store = store;
  }

  /** Writes {@code record} under {@code key}, unless what was evaluated may give something else the next time. */
  void write(String key, BuildRecord record, EvaluationResult evaluated, Dependencies dependencies) {
    dependencies.macros(evaluated.macros());
    boolean answerable = evaluated.repeatable() && dependencies.recordable();
    if (!answerable || key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      return;
    }
    try {
      AtomicFile.write(
          store.data(), store.data().buildRecords().resolve(key), record.text(dependencies), dependencies.time());
    } catch (PlashException e) {
      return;
    }
  }
}
