package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.LayerArchive;
import io.plash.oci.LayerRecord;
import io.plash.oci.OciImage;
import io.plash.oci.PulledImage.Layer;
import io.plash.oci.Repository;
import io.plash.program.CleanupOnSignal;
import io.plash.store.DataPaths;
import io.plash.store.MergedTree;
import io.plash.store.Scratch;
import io.plash.store.Store;
import io.plash.terminal.Progress;
import io.plash.union.WhiteoutForm;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fetching of layers that lie upon each other, several at a time. When one fails, those below it are kept: they
 * are right, and others may ask for them.
 */
final class LayerFetch {
  private final CommandContext context;
  private final Repository repository;
  private final String name;
  private final Naming naming;

  /** What the layers are called, each by its number among those that are fetched, from 0 on. */
  interface Naming {
    /** Returns what made the layer, for people. */
    String origin(int number);

    /** Returns the record with what is known of the layer besides. */
    default LayerRecord record(int number, LayerRecord record) {
      return record;
    }

    /** Writes further files about the layer into its directory {@code node}. */
    default void describe(Path node) throws IOException {
      return;
    }

    /** Is told that the layer has become the container {@code id}. */
    void put(int number, ContainerId id) throws PlashException;
  }

  /** Fetches from {@code repository}; {@code name} is what messages call that which is fetched. */
  LayerFetch(CommandContext context, Repository repository, String name, Naming naming) {
    this.context = context;
    this.repository = repository;
    this.name = name;
    this.naming = naming;
  }

  /** Fetches {@code layers}, of which the first lies upon {@code parent}, and returns the topmost container. */
  ContainerId fetch(ContainerId parent, List<Layer> layers) throws PlashException, IOException {
    ScratchCleaner cleaner = new ScratchCleaner(context);
    cleaner.deleteDeadDrafts(); // first, since they may fill the disk
    List<Scratch> scratches = new ArrayList<>();
    List<Path> nodes = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Scratch scratch = Scratch.make(context.store().data());
      scratches.add(scratch);
      nodes.add(scratch.makeNodeWithRoot());
    }
    try (CleanupOnSignal guard = cleaner.discardOnSignal(scratches)) {
      try {
        ParallelLayers unpacking = unpack(layers, nodes);
        for (int i = 0; i < unpacking.whole(); i++) {
          describe(nodes.get(i), layers.get(i), i);
        }
        ContainerId top = commit(parent, nodes.subList(0, unpacking.whole()), guard);
        unpacking.requireAll();
        return top;
      } finally {
        cleaner.discard(scratches);
      }
    }
  }

  private ParallelLayers unpack(List<Layer> layers, List<Path> nodes) throws PlashException {
    context.namespaces(); // what is made when it is first asked for is made before there are threads
    context.union();
    long total = layers.stream().mapToLong(layer -> layer.blob().size()).sum();
    try (Progress.Step step = context.progress().begin("fetching", name, total)) {
      ParallelLayers unpacking = new ParallelLayers(step);
      for (int i = 0; i < layers.size(); i++) {
        unpacking.add(new LayerArchive(context, repository, layers.get(i)), DataPaths.rootOf(nodes.get(i)));
      }
      unpacking.run();
      return unpacking;
    }
  }

  private void describe(Path node, Layer layer, int number) throws PlashException, IOException {
    OciImage.Layer stored = new OciImage.Layer(layer.blob(), layer.diffId());
    LayerRecord record = new LayerRecord("").with(stored, repository.remembered());
    Files.writeString(DataPaths.ociOf(node), naming.record(number, record).text());
    Files.writeString(DataPaths.scriptOf(node), naming.origin(number));
    naming.describe(node);
    WhiteoutForm form = context.union().whiteouts();
    if (form != WhiteoutForm.DEVICE) {
      Files.writeString(DataPaths.whiteoutsOf(node), form.label() + "\n");
    }
  }

  private ContainerId commit(ContainerId parent, List<Path> nodes, CleanupOnSignal guard) throws PlashException {
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
      naming.put(i, top);
    }
    return top;
  }
}
