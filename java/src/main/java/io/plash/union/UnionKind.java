package io.plash.union;

import java.util.Locale;

/** A program or part of the kernel that shows a stack of layers as one file system. */
public enum UnionKind {
  /** The kernel's overlayfs. */
  OVERLAY,
  /** The FUSE file system fuse-overlayfs, which reads what overlayfs writes. */
  FUSE_OVERLAYFS,
  /** The FUSE file system unionfs-fuse. */
  UNIONFS_FUSE;

  /** Returns the kind that {@link #label} calls {@code label}. */
  public static UnionKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Tells whether a program beside the container, a FUSE server, does the work. */
  public boolean isFuse() {
    return this != OVERLAY;
  }

  /** Returns its name, as config/union_taste has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
