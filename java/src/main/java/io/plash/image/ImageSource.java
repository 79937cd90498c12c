package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfig;
import io.plash.record.Dependencies;
import io.plash.value.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A place that one root file system comes from. Each kind of place is one class. */
public interface ImageSource {
  /** The length of the longest file name, in bytes, on file systems that can hold a data directory. */
  int MAX_NAME_BYTES = 255;

  /**
   * Returns the map key under which the image is kept, made by {@link #key(String, String)}. It holds no
   * password, since everybody who sees the map sees it.
   */
  String key();

  /** Returns what {@code plash ls} shows as the origin of the container, such as {@code import-lxc alpine}. */
  String description();

  /**
   * Fills an empty directory with the root file system. When it fails, the caller throws away what the
   * directory holds by then.
   *
   * @param root the directory, of mode 0755
   * @param scratch a directory for files that are needed meanwhile
   */
  void unpack(Path root, Path scratch) throws PlashException;

  /** Returns what the image says about starting programs in it, which is known after {@link #unpack}. */
  default ImageConfig config() {
    return ImageConfig.NONE;
  }

  /** Returns the digest that the files of the image must have as an archive of a layer, where that is known. */
  default Optional<Digest> tree() {
    return Optional.empty();
  }

  /** Adds the things of this machine that {@link #key} was made of to {@code dependencies}. */
  default void addTo(Dependencies dependencies) {}

  /**
   * Returns the map key of an image: {@code ORIGIN:NAME}. A key is a file name, so each slash becomes
   * {@code %}, and a name that is too long becomes its SHA-256.
   */
  static String key(String origin, String name) {
    String key = origin + ":" + name.replace('/', '%');
    return key.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES
        ? origin + ":" + Digest.of(name).hex()
        : key;
  }
}
