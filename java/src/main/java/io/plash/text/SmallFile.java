package io.plash.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file with text that a user has named or put somewhere. Anything can have its name: what is no file is refused,
 * since reading a pipe or a device may never end, and so is what is longer than any such text.
 */
public final class SmallFile {
  private static final int MAX_BYTES = 16 << 20;
  private static final Path EMPTY = Path.of("/dev/null"); // is named as the file that says nothing

  private SmallFile() {}

  /** Returns the text of {@code file}; links are followed. One that is not there is a {@link NoSuchFileException}. */
  public static String read(Path file) throws IOException {
    byte[] bytes = bytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw failure(file, "it is not valid UTF-8");
    }
  }

  /** Returns the bytes of {@code file} in the same way. */
  public static byte[] bytes(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      if (file.toRealPath().equals(EMPTY)) {
        return new byte[0];
      }
      throw failure(file, "it is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw failure(file, "it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      return bytes;
    }
  }

  private static IOException failure(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
