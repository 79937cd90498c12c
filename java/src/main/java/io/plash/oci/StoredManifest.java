package io.plash.oci;

import io.plash.value.Digest;
import java.io.IOException;
import java.io.InputStream;

/**
 * A manifest or an index as a {@link Repository} has it.
 *
 * @param mediaType what the repository says that it is, without parameters; empty when it does not say
 * @param bytes all of it, which nobody changes
 * @param digest the SHA-256 of the bytes
 */
public record StoredManifest(String mediaType, byte[] bytes, Digest digest) {
  /** How long a manifest, an index or a configuration may be; registries take no longer ones. */
  public static final int MAX_BYTES = 4 << 20;

  /**
   * Reads a manifest to the end of {@code in}, and fails when it is longer than {@link #MAX_BYTES}. Parameters of
   * {@code mediaType}, such as a charset, are dropped.
   */
  public static StoredManifest read(String mediaType, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it is longer than " + (MAX_BYTES >> 20) + " MiB");
    }
    String type = mediaType.split(";", 2)[0].strip();
    return new StoredManifest(type, bytes, Digest.of(bytes));
  }
}
