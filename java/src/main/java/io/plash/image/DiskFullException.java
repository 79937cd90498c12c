package io.plash.image;

import java.io.IOException;

/** The disk had no room for an archive, of which the rest was not read. */
final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes the failure with what was attempted. */
  DiskFullException(String message) {
    super(message);
  }
}
