package io.plash.imageconfig;

import java.util.List;

/**
 * The configuration of an image of docker: how programs are started in it.
 *
 * @param environment variables, each as {@code NAME=value}
 * @param workingDirectory the directory that programs start in; empty when the image names none
 * @param entrypoint the words that stand in front of each command
 * @param command the words of the command that is run when none is given
 */
public record ImageConfig(
    List<String> environment, String workingDirectory, List<String> entrypoint, List<String> command) {
  /** The configuration of an image that has none. */
  public static final ImageConfig NONE = new ImageConfig(List.of(), "", List.of(), List.of());

  /** Tells whether the configuration is empty. */
  public boolean isEmpty() {
    return environment.isEmpty() && workingDirectory.isEmpty() && entrypoint.isEmpty() && command.isEmpty();
  }
}
