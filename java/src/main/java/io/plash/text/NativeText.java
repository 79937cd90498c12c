package io.plash.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether the JVM changed an argument or a variable when it made strings of bytes. Bytes that are not
 * valid UTF-8 become U+FFFD, a character that the user may also have typed, so the bytes in /proc decide.
 */
public final class NativeText {
  private static final char REPLACEMENT = '\ufffd';

  private NativeText() {}

  /** Tells whether {@code argument}, an argument of this process, is what the caller gave. */
  public static boolean isArgument(String argument) {
    return argument.indexOf(REPLACEMENT) < 0 || isText(Path.of("/proc/self/cmdline"));
  }

  /** Tells whether {@code value}, the value of a variable of this process, is what the caller gave. */
  public static boolean isValue(String value) {
    return value.indexOf(REPLACEMENT) < 0 || isText(Path.of("/proc/self/environ"));
  }

  private static boolean isText(Path file) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
      return true;
    } catch (IOException e) {
      return false; // not UTF-8; or there is no /proc, and nothing else can tell
    }
  }
}
