package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.HiddenValue;
import io.plash.layer.SharedWalk;
import io.plash.oci.LayerRecord;
import io.plash.oci.PulledImage.Layer;
import io.plash.store.NameMap;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers of an image of a shared cache, as containers upon the image of a build. They lie upon each other as they
 * were built, so where the build has made layers of its own that hold other bytes, these are fetched as well.
 */
final class CachedLayers {
  private final CommandContext context;
  private final SharedWalk walk;
  private final BaseKey base;

  /** Fetches layers for {@code walk}, whose image is {@code base}. */
  CachedLayers(CommandContext context, SharedWalk walk, BaseKey base) {
    this.context = context;
    this.walk = walk;
    this.base = base;
  }

  /** Fetches the layers up to that of {@code hit}, and returns those that were not here. */
  List<ContainerId> fetch(CacheLookup.Hit hit) throws PlashException, IOException {
    List<Layer> layers = hit.entry().above(base.chain(), base.depth(), hit.number() + 1);
    int same = same(layers);
    ContainerId parent = same == 0 ? walk.base() : walk.there().get(same - 1);
    List<ContainerId> made = new ArrayList<>();
    new LayerFetch(context, hit.repository().reader(), hit.place(), new LayerFetch.Naming() {
      @Override
      public String origin(int number) {
        return HiddenValue.masked(walk.pieces().get(same + number));
      }

      @Override
      public LayerRecord record(int number, LayerRecord record) {
        return record.withKey(walk.keys().get(same + number));
      }

      @Override
      public void put(int number, ContainerId id) throws PlashException {
        context.store().names().put(NameMap.SHARED + walk.keys().get(same + number).hex(), id);
        made.add(id);
      }
    }).fetch(parent, layers.subList(same, layers.size()));
    return made;
  }

  // How many of the lowest layers the walk has with the same bytes.
  private int same(List<Layer> layers) throws PlashException, IOException {
    for (int count = Math.min(walk.there().size(), layers.size() - 1); count > 0; count--) {
      if (isSame(walk.there().get(count - 1), layers.subList(0, count))) {
        return count;
      }
    }
    return 0;
  }

  private boolean isSame(ContainerId top, List<Layer> layers) throws PlashException, IOException {
    LayerStack stack = context.store().stack(top);
    int count = layers.size();
    if (stack.layers().size() <= count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      Optional<Digest> known = BaseKey.read(context.store().node(stack.layers().get(count - 1 - i))).diffId();
      if (known.isEmpty() || !known.get().hex().equals(layers.get(i).diffId().hex())) {
        return false;
      }
    }
    ContainerId below = stack.layers().get(count);
    Optional<Digest> key = BaseKey.read(context.store().node(below)).key();
    return below.equals(walk.base()) || key.isPresent() && key.get().hex().equals(base.key().hex());
  }
}
