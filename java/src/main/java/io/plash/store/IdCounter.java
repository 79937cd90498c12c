package io.plash.store;

import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Hands out ids: the file grows by one byte for each, and its size is the last id. */
final class IdCounter {
  private final Path file;

  IdCounter(Path file) {
    this.file = file;
  }

  /** A number not given before; two processes may still see the same one, so it must be claimed. */
  ContainerId next() throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(new byte[] {'A'}));
      return new ContainerId(Math.toIntExact(channel.position()));
    }
  }
}
