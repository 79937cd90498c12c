package io.plash.lang;

/** Lines of a layer's script by which macros tell how the layer may be built; to the shell they say nothing. */
public final class PieceMarks {
  private static final String HASH = ": hash: ";
  private static final String INVALIDATED = ": invalidate cache with ";

  private PieceMarks() {}

  /** Returns the line that holds {@code hash}, that of files which the layer depends on. */
  public static String hash(String hash) {
    return HASH + hash;
  }

  /** Returns the line that makes the layer another one than all before: {@code unique} was never used. */
  public static String invalidated(String unique) {
    return INVALIDATED + unique;
  }

  /** Tells whether the layer {@code piece} names the files that it depends on. */
  public static boolean namesFiles(String piece) {
    return hasLine(piece, HASH);
  }

  /** Tells whether the layer {@code piece} is built anew every time. */
  public static boolean isInvalidated(String piece) {
    return hasLine(piece, INVALIDATED);
  }

  private static boolean hasLine(String piece, String begin) {
    return piece.startsWith(begin) || piece.contains("\n" + begin);
  }
}
