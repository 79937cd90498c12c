package io.plash.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Removes the caller's environment where versions before the first release left it: they wrote the exported
 * variables over the fstab of each run, and the file stayed in {@code tmp/} until a {@code plash clean}.
 */
public final class SpilledEnvironment {
  private static final byte[] START = "export ".getBytes(StandardCharsets.US_ASCII);

  private SpilledEnvironment() {}

  /**
   * Empties {@code entry} of {@code tmp/} if it is the fstab of a run and holds an environment. The run does not
   * need it any more. A file that cannot be read or written belongs to another user and is left alone.
   */
  public static void empty(Path entry) {
    if (!entry.getFileName().toString().endsWith(ScratchEntry.FSTAB)
        || !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (InputStream in = Files.newInputStream(entry, LinkOption.NOFOLLOW_LINKS)) {
      if (Arrays.equals(in.readNBytes(START.length), START)) {
        FileChannel.open(entry, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS).truncate(0).close();
      }
    } catch (IOException e) {
      return;
    }
  }
}
