package io.plash.union;

import java.util.Locale;

/**
 * How a layer says that something of the layers below is deleted. All kinds of unions read DEVICE, so every layer is
 * stored in that form where the file system of the data directory can hold it.
 */
public enum WhiteoutForm {
  /** A character device 0:0, and the attribute user.overlay.opaque=y on a directory that was replaced. */
  DEVICE,
  /**
   * An empty file with the attribute user.overlay.whiteout, in a directory with user.overlay.opaque=x, which overlayfs
   * reads since Linux 6.7 (fs/overlayfs/namei.c). An overlay can hold these, but no device 0:0.
   */
  ATTRIBUTE,
  /** The files {@code .wh.NAME} and {@code .wh..wh..opq} of fuse-overlayfs, which nobody else reads. */
  NAME;

  /** Returns the form that {@link #label} calls {@code label}. */
  public static WhiteoutForm of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns the word for it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
