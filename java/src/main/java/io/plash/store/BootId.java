package io.plash.store;

import io.plash.text.Characters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which start of the machine this is; {@code boot_read} in {@code lib/namespaces.sh} has the same rule. */
public final class BootId {
  /** What stands in its place where /proc does not tell. */
  static final String UNKNOWN = "0";

  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id"); // random(4)

  private BootId() {}

  /** Returns the digits before the first hyphen of the kernel's number for it. */
  public static String current() {
    try {
      String id = Files.readString(FILE).strip();
      String first = id.substring(0, (id + "-").indexOf('-'));
      return Characters.areHexDigits(first) ? first : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
