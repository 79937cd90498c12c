package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfigs;
import io.plash.layer.PackedLayer;
import io.plash.oci.LayerRecord;
import io.plash.oci.PulledImage;
import io.plash.oci.SharedKey;
import io.plash.store.AtomicFile;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a container that layers are built upon is for other machines: its layers by their content, and the key that
 * follows from that.
 *
 * @param key the key
 * @param chain stands for its layers, see {@link PulledImage#chain}
 * @param depth how many layers that are
 */
public record BaseKey(Digest key, Digest chain, int depth) {
  /**
   * Finds the key of {@code base}. That of a layer which was built to be shared is the one it was built by. A layer of
   * which no digest is known is packed once for that.
   */
  static BaseKey of(CommandContext context, ContainerId base) throws PlashException {
    LayerStack stack = context.store().stack(base);
    Optional<Digest> chain = Optional.empty();
    int depth = 0;
    List<ContainerId> ids = stack.layers();
    for (int i = ids.size() - 2; i >= 0; i--) { // without the root container
      Path node = context.store().node(ids.get(i));
      // what stands for an image of the OCI format holds nothing but what plash has made of its configuration
      if (!Files.exists(DataPaths.configOf(node))) {
        Digest diffId = diffId(context, node);
        chain = Optional.of(chain.isEmpty() ? diffId : PulledImage.chain(chain.get(), diffId));
        depth++;
      }
    }
    Digest found = chain.orElseThrow();
    return new BaseKey(key(context, stack, found), found, depth);
  }

  private static Digest key(CommandContext context, LayerStack stack, Digest chain) throws PlashException {
    Path node = context.store().node(stack.top());
    LayerRecord record = read(node);
    if (record.key().isPresent()) {
      return record.key().get();
    }
    Digest key = SharedKey.ofBase(chain, ImageConfigs.text(ImageConfigs.of(context.store(), stack)));
    write(context, node, record.withKey(key));
    return key;
  }

  /** Returns the digest of the layer of {@code node} as an archive. */
  private static Digest diffId(CommandContext context, Path node) throws PlashException {
    LayerRecord record = read(node);
    try {
      Optional<Digest> known = record.diffId();
      if (known.isPresent()) {
        return known.get();
      }
    } catch (IOException e) {
      throw unreadable(node, e);
    }
    Digest packed = PackedLayer.of(context, node, "container " + node.getFileName()).digest();
    write(context, node, record.withDiffId(packed));
    return packed;
  }

  /** Returns what is remembered of the layer of {@code node}. */
  public static LayerRecord read(Path node) throws PlashException {
    try {
      return LayerRecord.read(DataPaths.ociOf(node));
    } catch (IOException e) {
      throw unreadable(node, e);
    }
  }

  private static PlashException unreadable(Path node, IOException e) {
    Path file = DataPaths.ociOf(node);
    return PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e).withHint("delete that file");
  }

  // Where it cannot be written, it is found out anew next time.
  private static void write(CommandContext context, Path node, LayerRecord record) {
    try {
      AtomicFile.write(context.store().data(), DataPaths.ociOf(node), record.text());
    } catch (PlashException e) {
      return;
    }
  }
}
