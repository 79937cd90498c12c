package io.plash.cmd;

import io.plash.plan.BuildRecord;
import io.plash.store.Publication;
import io.plash.store.Store;
import io.plash.value.PlashException;

/** Writes build records into the store: a cache, so a key that no file can have is only not kept. */
final class BuildRecords {
  /** Longest name of a file in bytes, on the file systems that can hold layers. */
  private static final int MAX_NAME_BYTES = 255;

  private final Store store;

  BuildRecords(Store store) {
    this.store = store;
  }

  void write(String key, BuildRecord record) throws PlashException {
    if (key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_NAME_BYTES) {
      Publication.write(store.data(), store.data().buildRecords().resolve(key), record.text());
    }
  }
}
