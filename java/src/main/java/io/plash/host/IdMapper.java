package io.plash.host;

import io.plash.program.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The program newuidmap(1) or newgidmap(1), which may map ids that are not the caller's. */
public record IdMapper(String name, Path path) {
  /** The names of both. */
  public static final String[] NAMES = {"newuidmap", "newgidmap"};

  private static final int SET_UID = 04000;

  /** Returns the program that PATH of {@code environment} leads to; its path is the name if there is none. */
  public static IdMapper find(Map<String, String> environment, String name) {
    return new IdMapper(name, Path.of(SearchPath.of(environment).find(name)));
  }

  /** Tells whether it has the set-uid bit; true where it cannot be looked at, so that nothing is said about it. */
  boolean isSetUid() {
    try {
      return ((Integer) Files.getAttribute(path, "unix:mode") & SET_UID) != 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns its path, and {@code :setuid} behind it when it has that bit, as the shell compares it. */
  @Override
  public String toString() {
    return path + (isSetUid() ? ":setuid" : ":");
  }
}
