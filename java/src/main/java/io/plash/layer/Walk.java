package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.oci.LayerRecord;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way of a build from its image upwards, on which others are asked once for layers. */
final class Walk {
  private final CommandContext context;
  private final SharedLayers shared;
  private final ContainerId base;
  private final List<String> pieces;
  private final List<ContainerId> there = new ArrayList<>();
  private final Set<ContainerId> made = new HashSet<>();
  private List<Digest> keys = List.of();
  private boolean hasAsked;

  /** Begins at {@code base}; {@code pieces} are the layers that are to come. */
  Walk(CommandContext context, SharedLayers shared, ContainerId base, List<String> pieces) {
    this.context = context;
    this.shared = shared;
    this.base = base;
    this.pieces = pieces;
  }

  /** Returns how far it has come. */
  SharedWalk sofar() {
    return new SharedWalk(base, pieces, keys, List.copyOf(there), Set.copyOf(made));
  }

  /** Returns the container that the next layer lies upon. */
  ContainerId top() {
    return sofar().top();
  }

  /** Goes on to {@code id}. */
  void add(ContainerId id) {
    there.add(id);
  }

  /** Notes that this build has made {@code id}, and returns it. */
  ContainerId made(ContainerId id) {
    made.add(id);
    return id;
  }

  /**
   * Asks others for the next layers, the first time that it is called. Tells whether they had some, which are in the
   * map then, as if they had been built here.
   */
  boolean askOthers() throws PlashException {
    if (hasAsked || !shared.isOn()) {
      return false;
    }
    hasAsked = true;
    keys = shared.keys(base, pieces);
    List<ContainerId> found = shared.fetch(sofar());
    ContainerId below = top();
    for (int i = 0; i < found.size(); i++) {
      Digest key = Builder.key(below, pieces.get(there.size() + i));
      below = found.get(i);
      context.store().names().put(key.hex(), below);
    }
    return !found.isEmpty();
  }

  /** Tells whether nothing comes after the next layer. */
  boolean isNextLast() {
    return there.size() + 1 == pieces.size();
  }

  /** Returns the key by which others find the next layer; nothing when they cannot use it. */
  Optional<Digest> nextKey() throws PlashException {
    int next = there.size();
    if (next >= keys.size() || context.isFailsafe() || context.namespaces().kind().isOwnIdOnly()) {
      return Optional.empty();
    }
    boolean isParentShared = next == 0 || record(top()).key().equals(Optional.of(keys.get(next - 1)));
    return isParentShared ? Optional.of(keys.get(next)) : Optional.empty();
  }

  private LayerRecord record(ContainerId id) throws PlashException {
    Path file = DataPaths.ociOf(context.store().node(id));
    try {
      return LayerRecord.read(file);
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }
}
