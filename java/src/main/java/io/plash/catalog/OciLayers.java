package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.oci.PulledImage;
import io.plash.oci.PulledImage.Layer;
import io.plash.oci.Repository;
import io.plash.store.KeyLock;
import io.plash.store.NameMap;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
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
    List<Layer> missing = layers.subList(there, layers.size());
    return new LayerFetch(context, repository, name, new LayerFetch.Naming() {
      @Override
      public String origin(int number) {
        String which = " (layer " + (there + number + 1) + " of " + layers.size() + ")\n";
        return TerminalText.line("import-oci " + name) + which;
      }

      @Override
      public void put(int number, ContainerId id) throws PlashException {
        context.store().names().put(key(missing.get(number).chain()), id);
      }
    }).fetch(parent, missing);
  }
}
