package io.plash.layer;

import io.plash.failure.PlashException;

/** The words for a command that failed while a layer was made. */
final class BuildFailure {
  private static final int CREATE_FAILED = 4;

  private BuildFailure() {}

  /** It ended with {@code status}; 128 + N says that signal N ended it. */
  static PlashException status(int status) {
    return PlashException.of("build failed with exit status " + status);
  }

  /** The same for {@code plash create}, which has a status of its own for it. */
  static PlashException ofCreate(int status) {
    return status(status).withStatus(CREATE_FAILED);
  }

  /** The same where it has been said why. */
  static PlashException ofCreate() {
    return PlashException.alreadyReported().withStatus(CREATE_FAILED);
  }
}
