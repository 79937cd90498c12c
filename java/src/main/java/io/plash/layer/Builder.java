package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.lang.HiddenValue;
import io.plash.lang.Script;
import io.plash.store.DataPaths;
import io.plash.store.KeyLock;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Turns a script into a container, layer by layer. A layer that was built before is found and not built again; the
 * first one that is missing may be found at others, with those above it.
 */
public final class Builder {
  private static final int NO_IMAGE = 2;

  private final CommandContext context;
  private final SharedLayers shared;

  /** Builds in {@code context}, and shares layers by {@code shared}. */
  public Builder(CommandContext context, SharedLayers shared) {
    this.context = context;
    this.shared = shared;
  }

  /** Returns the container that {@code script} describes, and makes sure that it has a launch plan. */
  public ContainerId build(Script script) throws PlashException {
    String image = script.image().orElse("");
    if (image.isEmpty()) {
      throw PlashException.of("no image specified").withStatus(NO_IMAGE)
          .withHint("name one with --from, such as --from alpine");
    }
    ContainerId base = ContainerId.parseRunnable(image);
    context.store().node(base);
    Walk walk = new Walk(context, shared, base, script.layers());
    try (LayerMaking making = new LayerMaking(context, shared.isOn())) {
      for (String piece : script.layers()) {
        walk.add(layer(making, walk, piece));
      }
      if (!Files.exists(DataPaths.planOf(context.store().node(walk.top()), Host.uid()))) {
        making.plan(walk.top());
      }
    }
    shared.built(walk.sofar());
    return walk.top();
  }

  private ContainerId layer(LayerMaking making, Walk walk, String piece) throws PlashException {
    Digest key = key(walk.top(), piece);
    Optional<ContainerId> known = known(key);
    if (known.isEmpty() && walk.askOthers()) {
      known = known(key);
    }
    if (known.isPresent()) {
      return known.get();
    }
    try (KeyLock lock = KeyLock.take(context.store(), key, this::sayWaiting)) {
      known = known(key);
      return known.isPresent()
          ? known.get() : walk.made(making.make(walk.top(), piece, key, walk.nextKey(), walk.isNextLast()));
    }
  }

  /** Returns the map key of the layer that {@code piece} makes upon {@code parent}. */
  static Digest key(ContainerId parent, String piece) {
    return Digest.of(parent + ":" + HiddenValue.plain(piece));
  }

  private Optional<ContainerId> known(Digest key) throws PlashException {
    return context.store().names().get(key.hex());
  }

  private void sayWaiting() {
    if (context.terminal().interactive()) {
      context.messages().println("plash: another process is building this layer, waiting for it");
    }
  }
}
