package io.plash.oci;

import io.plash.value.Digest;

/**
 * The keys by which layers are found that other machines have built. A key stands for what goes into a layer: the
 * image below, the script of each layer, and the kind of machine. What comes out may differ from machine to machine.
 */
public final class SharedKey {
  /** The annotation of a manifest that says of which key the image is. */
  public static final String ANNOTATION = "io.plash.key";

  /** The annotation of a manifest that says upon which image its layers were built, see {@link PulledImage#chain}. */
  public static final String BASE_ANNOTATION = "io.plash.base";

  private static final String TAG = "k-";

  private SharedKey() {}

  /**
   * Returns the key of a container that layers are built upon.
   *
   * @param chain stands for its layers, see {@link PulledImage#chain}
   * @param imageJson what it says about starting programs; empty when nothing
   */
  public static Digest ofBase(Digest chain, String imageJson) {
    return Digest.of("plash-base 1\n" + Descriptor.text(chain) + "\n" + Digest.of(imageJson).hex() + "\n");
  }

  /**
   * Returns the key of the layer that {@code piece} makes upon that of the key {@code parent}.
   *
   * @param machine what uname(1) calls this machine
   */
  public static Digest ofLayer(String machine, Digest parent, String piece) {
    return Digest.of("plash-layer 1\n" + Platform.of(machine).shown() + "\n" + parent.hex() + "\n" + piece);
  }

  /** Returns the tag that the image of the layer {@code key} has in registries. */
  public static String tag(Digest key) {
    return TAG + key.hex();
  }
}
