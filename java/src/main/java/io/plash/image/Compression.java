package io.plash.image;

import java.util.List;

/** A way to compress an archive, known by the first bytes of the archive. */
public enum Compression {
  /** No compression. */
  NONE(new int[0]),
  /** The format of gzip(1), RFC 1952. */
  GZIP(new int[] {0x1f, 0x8b}, "gzip", "-dc"),
  /** The format of bzip2(1). */
  BZIP2(new int[] {'B', 'Z', 'h'}, "bzip2", "-dc"),
  /** The format of xz(1). */
  XZ(new int[] {0xfd, '7', 'z', 'X', 'Z', 0}, "xz", "-dc", "-T0"),
  /** The format of zstd(1), RFC 8878; archives with the largest window are accepted. */
  ZSTD(new int[] {0x28, 0xb5, 0x2f, 0xfd}, "zstd", "-dcq", "--long=31"),
  /** The format of zstd(1) behind a frame that is skipped: pzstd(1) writes the sizes of its parts there. */
  SKIPPABLE(new int[] {-1, 0x2a, 0x4d, 0x18}, "zstd", "-dcq", "--long=31");

  private static final int SIMPLE_WORDS = 2;
  private static final int SKIPPABLE_BITS = 0xf0;
  private static final int SKIPPABLE_MAGIC = 0x50;

  /** The number of bytes that {@link #of} looks at. */
  public static final int MAGIC_BYTES = 6;

  private final int[] magic;
  private final List<String> decompressor;

  Compression(int[] magic, String... decompressor) {
    this.magic = magic;
    this.decompressor = List.of(decompressor);
  }

  /** Returns the compression of an archive whose first bytes are {@code head}. */
  public static Compression of(byte[] head) {
    for (Compression compression : values()) {
      if (compression != NONE && compression.begins(head)) {
        return compression;
      }
    }
    return NONE;
  }

  /** Returns the words of the program that decompresses stdin to stdout; no words for {@link #NONE}. */
  public List<String> decompressor() {
    return decompressor;
  }

  /** Returns words that the applet of busybox knows as well, whose program may be slower. */
  public List<String> simpleDecompressor() {
    return decompressor.subList(0, Math.min(decompressor.size(), SIMPLE_WORDS));
  }

  private boolean begins(byte[] head) {
    for (int i = 0; i < magic.length; i++) {
      boolean skippable = magic[i] < 0;
      if (i >= head.length || !skippable && (head[i] & 0xff) != magic[i]
          || skippable && (head[i] & SKIPPABLE_BITS) != SKIPPABLE_MAGIC) {
        return false;
      }
    }
    return true;
  }
}
