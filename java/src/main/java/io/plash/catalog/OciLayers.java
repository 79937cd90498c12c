package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.image.LayerArchive;
import io.plash.oci.LayerRecord;
import io.plash.oci.OciImage;
import io.plash.oci.PulledImage;
import io.plash.oci.PulledImage.Layer;
import io.plash.oci.Repository;
import io.plash.program.CleanupOnSignal;
import io.plash.store.DataPaths;
import io.plash.store.KeyLock;
import io.plash.store.MergedTree;
import io.plash.store.NameMap;
import io.plash.store.Scratch;
import io.plash.store.Store;
import io.plash.terminal.Progress;
import io.plash.text.PythonRepr;
import io.plash.union.WhiteoutForm;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers of an image as containers upon each other. One that is there already is found by the map key
 * {@code chain:HEX}, which stands for what it and those below it hold, and is not fetched; the others are fetched
 * several at a time. When one fails, those below it are kept: they are right, and other images may have them.
 */
final class OciLayers {
  private static final int MAX_LAYERS = 498; // of 500 (Fstab.MAX_LOWERS): the image's own, and one to build upon it

  private final CommandContext context;
  private final Repository repository;
  private final String name;
  private final List<Layer> layers;
  private final List<KeyLock> locks = new ArrayList<>();

  OciLayers(CommandContext context, Repository repository, String name, PulledImage image) {
    this.context = context;
    this.repository = repository;
    this.name = name;
    this.layers = image.layers();
  }

  /** Returns the map key of the layer that {@code chain} stands for. */
  static String key(Digest chain) {
    return NameMap.CHAIN + chain.hex();
  }

  /** Returns the container of the topmost layer. */
  ContainerId fetch() throws PlashException {
    if (layers.size() > MAX_LAYERS) {
      throw PlashException.of("cannot import " + PythonRepr.of(name) + ": it has " + layers.size()
          + " layers, more than can be mounted at once");
    }
    try {
      int there = lockMissing();
      return there == layers.size() ? known(there - 1).orElseThrow() : fetchFrom(there);
    } catch (IOException e) {
      throw PlashException.of("cannot import " + PythonRepr.of(name) + ": " + IoReason.of(e), e);
    } finally {
      for (KeyLock lock : locks) {
        lock.close();
      }
    }
  }

  // Returns how many of the lowest layers are there. Of each other one the lock is taken, always from the bottom, so
  // that two processes never wait for each other; one that another process has made meanwhile is there.
  private int lockMissing() throws PlashException {
    int there = layers.size();
    while (there > 0 && known(there - 1).isEmpty()) {
      there--;
    }
    for (int i = there; i < layers.size(); i++) {
      locks.add(KeyLock.take(context.store(), Digest.of("image:" + key(layers.get(i).chain())), () -> { }));
      there = known(i).isPresent() ? i + 1 : there;
    }
    return there;
  }

  private Optional<ContainerId> known(int layer) throws PlashException {
    return context.store().names().get(key(layers.get(layer).chain()));
  }

  private ContainerId fetchFrom(int there) throws PlashException, IOException {
    ContainerId parent = there == 0 ? ContainerId.ROOT : known(there - 1).orElseThrow();
    ScratchCleaner cleaner = new ScratchCleaner(context);
    cleaner.deleteDeadDrafts(); // first, since they may fill the disk
    List<Layer> missing = layers.subList(there, layers.size());
    List<Scratch> scratches = new ArrayList<>();
    List<Path> nodes = new ArrayList<>();
    for (int i = 0; i < missing.size(); i++) {
      Scratch scratch = Scratch.make(context.store().data());
      scratches.add(scratch);
      nodes.add(scratch.makeNodeWithRoot());
    }
    try (CleanupOnSignal guard = cleaner.discardOnSignal(scratches)) {
      try {
        ParallelLayers unpacking = unpack(missing, nodes);
        for (int i = 0; i < unpacking.whole(); i++) {
          describe(nodes.get(i), missing.get(i), there + i + 1);
        }
        ContainerId top = commit(parent, missing, nodes.subList(0, unpacking.whole()), guard);
        unpacking.requireAll();
        return top;
      } finally {
        cleaner.discard(scratches);
      }
    }
  }

  private ParallelLayers unpack(List<Layer> missing, List<Path> nodes) throws PlashException {
    context.namespaces(); // what is made when it is first asked for is made before there are threads
    context.union();
    long total = missing.stream().mapToLong(layer -> layer.blob().size()).sum();
    try (Progress.Step step = context.progress().begin("fetching", name, total)) {
      ParallelLayers unpacking = new ParallelLayers(step);
      for (int i = 0; i < missing.size(); i++) {
        unpacking.add(new LayerArchive(context, repository, missing.get(i)), DataPaths.rootOf(nodes.get(i)));
      }
      unpacking.run();
      return unpacking;
    }
  }

  private void describe(Path node, Layer layer, int number) throws PlashException, IOException {
    OciImage.Layer stored = new OciImage.Layer(layer.blob(), layer.diffId());
    Files.writeString(DataPaths.ociOf(node), new LayerRecord("").with(stored, repository.remembered()).text());
    String origin = "import-oci " + name + " (layer " + number + " of " + layers.size() + ")\n";
    Files.writeString(DataPaths.scriptOf(node), origin);
    WhiteoutForm form = context.union().whiteouts();
    if (form != WhiteoutForm.DEVICE) {
      Files.writeString(DataPaths.whiteoutsOf(node), form.label() + "\n");
    }
  }

  private ContainerId commit(ContainerId parent, List<Layer> missing, List<Path> nodes, CleanupOnSignal guard)
      throws PlashException {
    Store store = context.store();
    ContainerId top = parent;
    if (!nodes.isEmpty()) {
      context.sync();
      guard.hold(false);
    }
    for (int i = 0; i < nodes.size(); i++) {
      // In the root of a layer overlayfs does not heed that mark.
      ContainerId below = MergedTree.hidesAll(DataPaths.rootOf(nodes.get(i))) ? ContainerId.ROOT : top;
      top = store.add(below, nodes.get(i));
      store.names().put(key(missing.get(i).chain()), top);
    }
    return top;
  }
}
