package io.plash.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest. {@code hex} is its form in 64 lower-case hexadecimal digits. */
public record Digest(String hex) {
  /** Computes the digest of the UTF-8 bytes of {@code text}. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Computes the digest of {@code bytes}. */
  public static Digest of(byte[] bytes) {
    return finish(begin(), bytes);
  }

  /** Begins a SHA-256: update it with bytes, then pass it to {@link #finish}. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Adds the last bytes to {@code digest} and returns the result. */
  public static Digest finish(MessageDigest digest, byte[] last) {
    return new Digest(HexFormat.of().formatHex(digest.digest(last)));
  }

  /** Returns the first 63 bits as a number from 0 on, which serves as a position in a lock file. */
  public long position() {
    return Long.parseUnsignedLong(hex.substring(0, 16), 16) >>> 1;
  }
}
