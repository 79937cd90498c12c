package io.plash.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest. {@code hex} is its form in 64 lower-case hexadecimal digits. */
public record Digest(String hex) {
  /** Up to this many bytes {@link ShortSha256} is quicker than to begin with the JDK's providers. */
  private static final int SHORT = 16 << 10;

  /** Computes the digest of the UTF-8 bytes of {@code text}. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Computes the digest of {@code bytes}. */
  public static Digest of(byte[] bytes) {
    if (bytes.length <= SHORT) {
      return new Digest(HexFormat.of().formatHex(ShortSha256.of(bytes)));
    }
    MessageDigest digest = begin();
    digest.update(bytes);
    return finish(digest);
  }

  /** Begins a SHA-256: update it with bytes, then pass it to {@link #finish}. */
  public static MessageDigest begin() {
    return begin("SHA-256");
  }

  /** Returns the digest of what {@code digest}, one of {@link #begin}, was updated with. */
  public static Digest finish(MessageDigest digest) {
    return new Digest(hex(digest));
  }

  /** Begins a SHA-1, which the 2018 interface uses for the hash of files: update it, then pass it to {@link #hex}. */
  public static MessageDigest beginSha1() {
    return begin("SHA-1");
  }

  /** Returns the lower-case hexadecimal digits of what {@code digest} was updated with. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest begin(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }

  // What a record has by itself each JVM writes anew when it is called first, which takes 20 ms.
  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && hex.equals(digest.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  /** Returns the first 63 bits as a number from 0 on, which serves as a position in a lock file. */
  public long position() {
    return Long.parseUnsignedLong(hex.substring(0, 16), 16) >>> 1;
  }
}
