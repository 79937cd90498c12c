package io.plash.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256, written as 64 lower-case hexadecimal digits. */
public record Digest(String hex) {
  /** The digest of the UTF-8 form of {@code text}. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of {@code bytes}. */
  public static Digest of(byte[] bytes) {
    return finish(begin(), bytes);
  }

  /** A SHA-256 in the making, to be fed and given to {@link #finish}. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Ends {@code digest} with the last bytes. */
  public static Digest finish(MessageDigest digest, byte[] last) {
    return new Digest(HexFormat.of().formatHex(digest.digest(last)));
  }

  /** The first 63 bits as a number, for places that want a position rather than a name. */
  public long position() {
    return Long.parseUnsignedLong(hex.substring(0, 16), 16) >>> 1;
  }
}
