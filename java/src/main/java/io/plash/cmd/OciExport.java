package io.plash.cmd;

import io.plash.context.AtOnce;
import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.oci.DerivedConfig;
import io.plash.oci.ImageTarget;
import io.plash.oci.MediaType;
import io.plash.oci.OciImage;
import io.plash.store.DataPaths;
import io.plash.store.Store;
import io.plash.terminal.Progress;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Returns how many layers the image of {@code container} has. */
  int layers(ContainerId container) throws PlashException {
    return layers(store.stack(container)).size();
  }

  private List<ContainerId> layers(LayerStack stack) throws PlashException {
    return isSquashed ? List.of(stack.top()) : upwards(stack);
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
    List<ContainerId> ids = layers(stack);
    RememberedLayers remembered = new RememberedLayers(store, packing.mediaType());
    List<OciImage.Layer> layers;
    try (Progress.Step step = context.progress().begin(verb, "container " + container, -1)) {
      target.watch(step::advance);
      layers = AtOnce.map(LAYERS_AT_ONCE, ids, id -> layer(target, remembered, id));
    } finally {
      target.watch(bytes -> { });
    }
    OciImage image = new OciImage(
        ImageConfigs.of(store, stack), Host.machine(context.tool()), created(container), layers);
    byte[] text = config(stack, image);
    Optional<String> name = target.publish(image, target.store(MediaType.CONFIG, out -> out.write(text)));
    if (name.isPresent() && !isSquashed) {
      remembered.remember(ids, layers, target.place());
    }
    return name;
  }

  private OciImage.Layer layer(ImageTarget target, RememberedLayers remembered, ContainerId id) throws PlashException {
    if (isSquashed) {
      return packing.storeMerged(target, id);
    }
    Optional<OciImage.Layer> known = remembered.find(id, target);
    return known.isPresent() ? known.get() : packing.store(target, store.node(id));
  }

  // Of an image of the OCI format all that it says is kept.
  private byte[] config(LayerStack stack, OciImage image) throws PlashException {
    for (ContainerId id : stack.layers()) {
      Path file = DataPaths.configOf(store.node(id));
      try {
        if (Files.exists(file)) {
          return new DerivedConfig(Files.readAllBytes(file)).of(image);
        }
      } catch (IOException e) {
        throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
      }
    }
    return image.configJson().getBytes(StandardCharsets.UTF_8);
  }

  // The layers from the lowest on, without the root container, and without what stands for images: these hold nothing
  // but what plash has made of their configuration.
  private List<ContainerId> upwards(LayerStack stack) throws PlashException {
    List<ContainerId> ids = new ArrayList<>();
    for (ContainerId id : stack.layers()) {
      if (!id.equals(ContainerId.ROOT) && !Files.exists(DataPaths.configOf(store.node(id)))) {
        ids.add(0, id);
      }
    }
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
    } catch (NumberFormatException | DateTimeException e) {
      throw PlashException.of("SOURCE_DATE_EPOCH is no number of seconds");
    } catch (IOException e) {
      throw PlashException.of("cannot read " + link + ": " + IoReason.of(e, link), e);
    }
  }
}
