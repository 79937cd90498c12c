package io.plash.os;

import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A range of ids that an administrator lets a user map: a line of subuid(5) or subgid(5). */
record SubordinateIds(long first, long count) {
  private static final long MAX_ID = 0xfffffffeL;

  /** The first usable range that {@code file} gives to the user, by name or by number. */
  static Optional<SubordinateIds> find(Path file, String name, long uid) throws PlashException {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        String[] fields = line.split(":", -1);
        boolean own = fields[0].equals(name) || fields[0].equals(Long.toString(uid));
        if (own && fields.length == 3 && isNumber(fields[1]) && isNumber(fields[2])) {
          SubordinateIds ids = new SubordinateIds(Long.parseLong(fields[1]), Long.parseLong(fields[2]));
          if (ids.isUsable()) {
            return Optional.of(ids);
          }
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private boolean isUsable() {
    return count > 0 && first + count - 1 <= MAX_ID;
  }

  // Digits only, and few enough for a long.
  private static boolean isNumber(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 12;
  }
}
