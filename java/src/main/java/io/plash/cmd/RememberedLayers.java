package io.plash.cmd;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.oci.ImageTarget;
import io.plash.oci.LayerRecord;
import io.plash.oci.LayerRecord.Stored;
import io.plash.oci.OciImage;
import io.plash.oci.PulledImage;
import io.plash.store.AtomicFile;
import io.plash.store.DataPaths;
import io.plash.store.NameMap;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What nodes remember of their layers as archives: so that one that is somewhere already is not packed again. */
final class RememberedLayers {
  private final Store store;
  private final String mediaType;

  /** Looks for archives of the type {@code mediaType} in {@code store}. */
  RememberedLayers(Store store, String mediaType) {
    this.store = store;
    this.mediaType = mediaType;
  }

  /** Returns the archive of the layer of {@code id} that {@code target} has, or can copy from where it is. */
  Optional<OciImage.Layer> find(ContainerId id, ImageTarget target) throws PlashException {
    Path file = DataPaths.ociOf(store.node(id));
    try {
      for (Stored stored : LayerRecord.read(file).stored()) {
        Optional<OciImage.Layer> layer = stored.layer().as(mediaType);
        if (layer.isPresent() && target.has(layer.get().blob(), stored.places())) {
          return layer;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e).withHint("delete that file");
    }
  }

  /**
   * Remembers that {@code layers} are those of {@code ids}, from the lowest container on, and that {@code place} has
   * them. An import of the image finds these containers. Where that cannot be written, it is done anew next time.
   */
  void remember(List<ContainerId> ids, List<OciImage.Layer> layers, String place) {
    try {
      Optional<Digest> below = Optional.empty();
      for (int i = 0; i < ids.size(); i++) {
        OciImage.Layer layer = layers.get(i);
        Path file = DataPaths.ociOf(store.node(ids.get(i)));
        LayerRecord known = LayerRecord.read(file);
        LayerRecord record = known.with(layer, place);
        if (!record.text().equals(known.text())) {
          AtomicFile.write(store.data(), file, record.text());
        }
        Digest chain = below.isEmpty() ? layer.diffId() : PulledImage.chain(below.get(), layer.diffId());
        below = Optional.of(chain);
        if (store.names().get(NameMap.CHAIN + chain.hex()).isEmpty()) {
          store.names().put(NameMap.CHAIN + chain.hex(), ids.get(i));
        }
      }
    } catch (PlashException | IOException e) {
      return; // the data directory can be read only, or its disk is full
    }
  }
}
