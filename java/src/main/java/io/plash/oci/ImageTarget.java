package io.plash.oci;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Where an image is written to: an image layout, or a repository of a registry. Blobs come first, and the image is
 * there when it is published. Several threads may write blobs at once.
 */
public interface ImageTarget {
  /** Writes the bytes of a blob. */
  @FunctionalInterface
  interface Content {
    /** Writes all bytes to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException, PlashException;
  }

  /** Returns HOST/REPOSITORY, by which blobs are found here later; empty when it is no registry. */
  String place();

  /**
   * Tells whether {@code blob} is there, without its bytes having to be made anew: it was there before, or was copied
   * from one of {@code places}, each HOST/REPOSITORY.
   */
  boolean has(Descriptor blob, List<String> places) throws PlashException;

  /** Has {@code watcher} told of each number of bytes that is stored or sent from now on. */
  void watch(LongConsumer watcher);

  /** Stores what {@code content} writes as a blob of the type {@code mediaType}. */
  Descriptor store(String mediaType, Content content) throws PlashException;

  /** Stores {@code text} as a blob of the type {@code mediaType}. */
  default Descriptor store(String mediaType, String text) throws PlashException {
    return store(mediaType, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Gives {@code image}, of which all blobs were stored, its name there, and returns that name with the digest of its
   * manifest. Returns nothing when one of the blobs is not there any more.
   *
   * @param config its configuration, as it was stored
   */
  Optional<String> publish(OciImage image, Descriptor config) throws PlashException;
}
