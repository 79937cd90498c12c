package io.plash.image;

import io.plash.value.Digest;
import java.security.MessageDigest;

/** Finds the SHA-256 of a file while it is fetched. */
final class ContentDigest implements ArchiveCheck {
  private final MessageDigest digest = Digest.begin();
  private Digest found;

  /** Returns the SHA-256 of the whole file, which was decided upon. */
  Digest found() {
    return found;
  }

  @Override
  public boolean provesWhole() {
    return false;
  }

  @Override
  public void see(byte[] buffer, int offset, int count) {
    digest.update(buffer, offset, count);
  }

  @Override
  public void decide() {
    found = Digest.finish(digest);
  }

  @Override
  public void close() {
    digest.reset();
  }
}
