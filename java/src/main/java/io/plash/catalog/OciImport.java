package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.layer.Announcement;
import io.plash.oci.ImageReading;
import io.plash.oci.PulledImage;
import io.plash.program.CleanupOnSignal;
import io.plash.program.Tool;
import io.plash.record.Dependencies;
import io.plash.store.DataPaths;
import io.plash.store.KeyLock;
import io.plash.store.MergedTree;
import io.plash.store.Scratch;
import io.plash.store.Store;
import io.plash.text.TerminalText;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The import of an image of the OCI format. Each of its layers becomes a container upon the one below, which other
 * images with that layer share; the image itself is one more, which holds its configuration.
 */
final class OciImport implements FetchableImage {
  private static final String RESOLV_CONF = "/etc/resolv.conf";

  private final CommandContext context;
  private final OciPlace place;

  private OciImport(CommandContext context, OciPlace place) {
    this.context = context;
    this.place = place;
  }

  /** Returns the import of the image that users call {@code name}. */
  static OciImport of(CommandContext context, String name) throws PlashException {
    return new OciImport(context, OciPlace.find(context, name));
  }

  /** Returns the import of the image that registries call {@code name}. */
  static OciImport fromRegistry(CommandContext context, String name) throws PlashException {
    return new OciImport(context, OciPlace.inRegistry(context, name));
  }

  @Override
  public String key() {
    return place.key();
  }

  @Override
  public void addTo(Dependencies dependencies) {
    place.addTo(dependencies);
  }

  @Override
  public ContainerId fetch(Announcement announcement) throws PlashException {
    String machine = Host.machine(context.tool());
    PulledImage image = ImageReading.read(place.repository(), place.name(), place.reference(), machine);
    ContainerId top = new OciLayers(context, place.repository(), place.name(), image).fetch();
    Digest lock = Digest.of("image:" + Digest.of(image.configText()).hex());
    try (KeyLock one = KeyLock.take(context.store(), lock, () -> { })) {
      Optional<ContainerId> known = known(top, image);
      if (known.isEmpty()) {
        return make(top, image, announcement);
      }
      try (CleanupOnSignal end = CleanupOnSignal.held(announcement.isLast())) {
        announcement.announce(context, known.get());
      }
      return known.get();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  // Two names of one image are one container: nothing in it depends on the name.
  private Optional<ContainerId> known(ContainerId top, PulledImage image) throws PlashException, IOException {
    Path node = context.store().node(top);
    for (ContainerId child : context.store().children(top)) {
      Path config = DataPaths.configOf(node.resolve(child.toString()));
      if (Files.exists(config) && Arrays.equals(Files.readAllBytes(config), image.configText())) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  private ContainerId make(ContainerId top, PulledImage image, Announcement announcement)
      throws PlashException, IOException {
    try (Scratch scratch = Scratch.make(context.store().data());
        CleanupOnSignal guard = new ScratchCleaner(context).discardOnSignal(scratch)) {
      try {
        Path node = scratch.makeNodeWithRoot();
        fill(node, top, image);
        context.sync();
        guard.hold(announcement.isLast());
        ContainerId id = context.store().add(top, node);
        announcement.announce(context, id);
        return id;
      } catch (PlashException e) {
        new ScratchCleaner(context).discard(scratch);
        throw e;
      }
    }
  }

  private void fill(Path node, ContainerId top, PulledImage image) throws PlashException, IOException {
    Store store = context.store();
    MergedTree tree = MergedTree.of(store, store.stack(top));
    Path root = DataPaths.rootOf(node);
    Files.setAttribute(root, "unix:mode", Integer.parseInt(tree.rootMode(), 8));
    Optional<Path> etc = tree.directory("/etc");
    if (etc.isPresent() && tree.kind(RESOLV_CONF) == MergedTree.Kind.SYMLINK) {
      coverResolvConf(etc.get().getParent(), root);
    }
    Files.write(DataPaths.configOf(node), image.configText());
    ImageConfigs.write(node, image.config());
    Files.writeString(DataPaths.scriptOf(node), TerminalText.line("import-oci " + place.name()) + "\n");
    String remembered = place.repository().remembered();
    if (!remembered.isEmpty()) {
      Files.writeString(DataPaths.ociOf(node), "image " + remembered + "@sha256:" + image.manifest().hex() + "\n");
    }
  }

  // A link would lead away from the place that the host's file is bound over. This user need not own the folder.
  private void coverResolvConf(Path below, Path root) throws PlashException {
    List<String> step = List.of(context.program("plash--resolv-conf"), below.toString(), root.toString());
    Tool.Result result = context.namespaces().run(context.tool(), null, step);
    if (!result.succeeded()) {
      throw PlashException.of("cannot import an image: " + result.firstError());
    }
  }

  private static PlashException failure(IOException e) {
    return PlashException.of("cannot import an image: " + IoReason.of(e), e);
  }
}
