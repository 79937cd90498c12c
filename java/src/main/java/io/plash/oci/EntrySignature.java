package io.plash.oci;

import io.plash.value.Digest;
import java.nio.charset.StandardCharsets;

/** What a signature of an image of a shared cache is of, and where it stands. */
final class EntrySignature {
  /** The annotation of a manifest that has the signature, in base64. */
  static final String ANNOTATION = "io.plash.signature";

  /** The only algorithm of signatures. */
  static final String ALGORITHM = "Ed25519";

  private EntrySignature() {}

  /**
   * Returns the bytes that are signed.
   *
   * @param key what the image is found by
   * @param config the digest of its configuration, which says of which files each of its layers is made
   */
  static byte[] text(Digest key, Digest config) {
    String text = "plash-cache 1\n" + key.hex() + "\n" + Descriptor.text(config) + "\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
