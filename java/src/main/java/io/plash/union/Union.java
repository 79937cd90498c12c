package io.plash.union;

/**
 * How the layers of containers become one file system: by which kind of union, whether the changes of a program are
 * kept in memory because the file system of the data directory cannot hold an upper layer, and in which form the
 * layers say what they delete.
 */
public record Union(UnionKind kind, boolean isInMemory, WhiteoutForm whiteouts) {
  /** The way of a data directory on an ordinary file system: the kernel does all of it. */
  public static final Union PLAIN = new Union(UnionKind.OVERLAY, false, WhiteoutForm.DEVICE);

  /**
   * Returns the word that tells the shell (lib/union.sh) of it: KIND:CHANGES:WHITEOUTS; empty for {@link #PLAIN}, which
   * needs no step of its own.
   */
  public String word() {
    String word = fullWord(); // not equals, which each JVM would write anew: see value/Digest
    return word.equals(PLAIN.fullWord()) ? "" : word;
  }

  /** Returns the same word for every way. */
  String fullWord() {
    return kind.label() + ":" + (isInMemory ? "tmpfs" : "data") + ":" + whiteouts.label();
  }

  /** Tells whether the layers of a container may be in {@code form}, the word for a {@link WhiteoutForm}. */
  public boolean reads(String form) {
    return switch (WhiteoutForm.of(form)) {
      case DEVICE -> true;
      case ATTRIBUTE -> kind != UnionKind.FUSE_OVERLAYFS;
      case NAME -> kind == UnionKind.FUSE_OVERLAYFS;
    };
  }

  /** Returns the way that {@code word} of {@link #word} tells of. */
  public static Union parse(String word) {
    if (word.isEmpty()) {
      return PLAIN;
    }
    String[] parts = word.split(":");
    return new Union(UnionKind.of(parts[0]), parts[1].equals("tmpfs"), WhiteoutForm.of(parts[2]));
  }
}
