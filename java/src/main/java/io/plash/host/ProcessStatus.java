package io.plash.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells of this process, by the text of {@code /proc/self/status}, see proc(5). */
public record ProcessStatus(String text) {
  /** Reads it below {@code proc}; where it is hidden nothing is known. */
  public static ProcessStatus read(Path proc) {
    try {
      return new ProcessStatus(Files.readString(proc.resolve("self/status"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new ProcessStatus("");
    }
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
