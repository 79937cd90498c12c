package io.plash.imageconfig;

import java.util.List;

/**
 * What an image of docker says about starting programs in it: variables ({@code NAME=value}), the
 * working directory (may be empty), and the words of its entrypoint and command.
 */
public record ImageConfig(
    List<String> environment, String workingDirectory, List<String> entrypoint, List<String> command) {
  /** Of an image that says nothing. */
  public static final ImageConfig NONE = new ImageConfig(List.of(), "", List.of(), List.of());

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return environment.isEmpty() && workingDirectory.isEmpty() && entrypoint.isEmpty() && command.isEmpty();
  }
}
