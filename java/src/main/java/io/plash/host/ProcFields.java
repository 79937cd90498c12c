package io.plash.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the kernel that has a line {@code NAME: VALUE} for each thing it tells, see proc(5). */
public record ProcFields(String text) {
  /** Reads {@code file}; where it is hidden nothing is known. */
  public static ProcFields read(Path file) {
    try {
      return new ProcFields(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new ProcFields("");
    }
  }

  /** Reads what {@code proc}, which is /proc, tells of this process. */
  public static ProcFields ofStatus(Path proc) {
    return read(proc.resolve("self/status"));
  }

  /** Returns the value of the line {@code name}; empty when there is no such line. */
  public String field(String name) {
    for (String line : text.split("\n")) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }
}
