package io.plash.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process was given, as it was before the JVM made strings of it: bytes that are no UTF-8 became
 * U+FFFD, which somebody may as well have meant.
 */
public final class NativeText {
  private static final char REPLACEMENT = '\ufffd';

  private NativeText() {}

  /** Whether {@code argument}, one of this process's, is what was given. */
  public static boolean isArgument(String argument) {
    return argument.indexOf(REPLACEMENT) < 0 || isText(Path.of("/proc/self/cmdline"));
  }

  /** Whether {@code value}, of a variable of this process, is what was given. */
  public static boolean isValue(String value) {
    return value.indexOf(REPLACEMENT) < 0 || isText(Path.of("/proc/self/environ"));
  }

  private static boolean isText(Path file) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
      return true;
    } catch (IOException e) {
      return false; // no UTF-8, or no /proc, and then nobody knows
    }
  }
}
