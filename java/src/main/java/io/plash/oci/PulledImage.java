package io.plash.oci;

import io.plash.imageconfig.ImageConfig;
import io.plash.value.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an image consists of, of whose layers nothing has been fetched yet.
 *
 * @param manifest the digest of its manifest: of the one for this machine, where there are several
 * @param configText its configuration as it is stored, which nobody changes
 * @param config what that says about starting programs
 * @param layers its layers, the lowest first; at least one
 * @param annotations the annotations of its manifest
 */
public record PulledImage(
    Digest manifest, byte[] configText, ImageConfig config, List<Layer> layers, Map<String, String> annotations) {
  /**
   * A layer of an image.
   *
   * @param blob its archive as it is stored
   * @param diffId what the configuration says that the digest of the archive is before it is compressed
   * @param chain stands for this layer and those below it, see {@link #chain}
   */
  public record Layer(Descriptor blob, Digest diffId, Digest chain) {}

  /** Returns the annotation {@code name}; empty when there is none. */
  public String annotation(String name) {
    return annotations.getOrDefault(name, "");
  }

  /** Returns the layers of these blobs and diff ids, of which there are as many. */
  static List<Layer> layers(List<Descriptor> blobs, List<Digest> diffIds) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      Digest diffId = diffIds.get(i);
      layers.add(new Layer(blobs.get(i), diffId, i == 0 ? diffId : chain(layers.get(i - 1).chain(), diffId)));
    }
    return List.copyOf(layers);
  }

  /**
   * Returns what stands for the layer {@code diffId} upon the layers that {@code below} stands for (image-spec,
   * config.md, ChainID). Of the lowest layer it is the diff id.
   */
  public static Digest chain(Digest below, Digest diffId) {
    return Digest.of(Descriptor.text(below) + " " + Descriptor.text(diffId));
  }
}
