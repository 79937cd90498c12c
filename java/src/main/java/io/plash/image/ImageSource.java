package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfig;
import java.nio.file.Path;

/** Where a root file system comes from. */
public interface ImageSource {
  /**
   * Fills {@code root}, an empty directory of mode 0755, with the file system; {@code scratch} is for
   * files of its own. When it fails, what {@code root} holds by then is thrown away.
   */
  void unpack(Path root, Path scratch) throws PlashException;

  /** What the image says about starting programs in it; known once it is unpacked. */
  default ImageConfig config() {
    return ImageConfig.NONE;
  }

  /** What it is, for the container's record of what made it. */
  String description();
}
