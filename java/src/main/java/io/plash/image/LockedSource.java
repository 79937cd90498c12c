package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfig;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The image that a line of a lock file names by its bytes. Its map key has their digest, so that images of several lock
 * files lie side by side.
 *
 * @param bytes where the bytes come from; it fails when they are others
 */
public record LockedSource(ImageSource bytes, LockLine line) implements ImageSource {
  /** What to do when a place has other bytes than a lock file names. */
  static final String ADVICE = "nothing of it was kept; plash lock --update takes what is there now";

  @Override
  public String key() {
    return ImageSource.key(line.source(), line.name() + "@" + line.identity());
  }

  @Override
  public String description() {
    return bytes.description();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    bytes.unpack(root, scratch);
  }

  @Override
  public ImageConfig config() {
    return bytes.config();
  }

  @Override
  public Optional<Digest> tree() {
    return line.tree();
  }
}
