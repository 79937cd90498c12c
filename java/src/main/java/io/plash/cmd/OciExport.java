package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.oci.Descriptor;
import io.plash.oci.ImageTarget;
import io.plash.oci.MediaType;
import io.plash.oci.OciImage;
import io.plash.store.Store;
import io.plash.terminal.Progress;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes containers as images in the OCI image format, layer by layer. */
final class OciExport {
  private static final int LAYERS_AT_ONCE = 4;

  private final CommandContext context;
  private final Store store;
  private final LayerPacking packing;
  private final boolean isSquashed;

  /** Packs what has to be packed by {@code packing}, and all of a container into one layer when {@code isSquashed}. */
  OciExport(CommandContext context, LayerPacking packing, boolean isSquashed) throws PlashException {
    this.isSquashed = isSquashed;
    this.context = context;
    this.store = context.store();
    this.packing = packing;
  }

  /** Writes {@code container} to {@code target}, and returns the name of the image there with its digest. */
  String write(ContainerId container, ImageTarget target, String verb) throws PlashException {
    context.namespaces(); // found once, before there are threads
    Optional<String> name = Optional.empty();
    // A registry may have dropped a blob in the meantime; then all are asked for once more.
    for (int tries = 0; name.isEmpty() && tries < 2; tries++) {
      name = tryToWrite(container, target, verb);
    }
    return name.orElseThrow(() -> PlashException.of("the registry has lost a part of container " + container
        + " while it was sent").withHint("try again"));
  }

  private Optional<String> tryToWrite(ContainerId container, ImageTarget target, String verb) throws PlashException {
    LayerStack stack = store.stack(container);
    List<OciImage.Layer> layers;
    try (Progress.Step step = context.progress().begin(verb, "container " + container, -1)) {
      layers = AtOnce.map(LAYERS_AT_ONCE, isSquashed ? List.of(container) : upwards(stack), id -> {
        OciImage.Layer layer = isSquashed ? packing.storeMerged(target, id) : packing.store(target, store.node(id));
        step.advance(layer.blob().size());
        return layer;
      });
    }
    OciImage image = new OciImage(
        ImageConfigs.of(store, stack), Host.machine(context.tool()), created(container), layers);
    Descriptor config = target.store(MediaType.CONFIG, image.configJson());
    return target.publish(image, config);
  }

  // The layers from the lowest on, without the root container.
  private static List<ContainerId> upwards(LayerStack stack) {
    List<ContainerId> ids = new ArrayList<>(stack.layers().subList(0, stack.layers().size() - 1));
    Collections.reverse(ids);
    return ids;
  }

  // SOURCE_DATE_EPOCH, or when the container was made: its link in the index is never changed.
  private Instant created(ContainerId container) throws PlashException {
    Map<String, String> environment = context.environment();
    Path link = store.data().index(container);
    try {
      String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
      return epoch.isEmpty()
          ? Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant()
          : Instant.ofEpochSecond(Long.parseLong(epoch));
    } catch (NumberFormatException e) {
      throw PlashException.of("SOURCE_DATE_EPOCH is no number of seconds");
    } catch (IOException e) {
      throw PlashException.of("cannot read " + link + ": " + IoReason.of(e, link), e);
    }
  }
}
