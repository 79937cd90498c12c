package io.plash.oci;

import com.google.gson.JsonObject;
import io.plash.value.Digest;
import java.io.IOException;

/**
 * What one blob is told by (image-spec, descriptor.md).
 *
 * @param mediaType what kind of thing it is
 * @param digest the SHA-256 of its bytes
 * @param size how many bytes it has
 */
public record Descriptor(String mediaType, Digest digest, long size) {
  /** Reads what {@code json} says; its digest is one that can be part of a path. */
  static Descriptor of(JsonFields json) throws IOException {
    long size = json.number("size");
    if (size < 0) {
      throw new IOException("it names a part without its size");
    }
    return new Descriptor(json.text("mediaType"), json.digest("digest"), size);
  }

  /** Returns the digest as images write it: {@code sha256:HEX}. */
  public String digestText() {
    return text(digest);
  }

  /** Returns {@code digest} as images write it. */
  public static String text(Digest digest) {
    return "sha256:" + digest.hex();
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("mediaType", mediaType);
    json.addProperty("digest", digestText());
    json.addProperty("size", size);
    return json;
  }
}
