package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.launch.Fstab;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.util.Optional;

/**
 * The container that a session mounts once, since all its layers lie upon that, where its stack is high. Each layer of
 * an overlay is found by a path, which leads through all layers below: to mount a stack takes time with the square of
 * its height. In the overlay of a layer the ground is one directory.
 */
record Ground(Optional<Foundation> foundation) {
  static final Ground NONE = new Ground(Optional.empty());

  /** Where it is mounted, and the file that mounts it, in the scratch directory of the layers. */
  static final String DIRECTORY = "ground";

  static final String FSTAB = "ground.fstab";

  /**
   * The least number of layers that are worth it, below and then above it. A layer upon a ground can use an overlay as
   * a lower layer of its own no more: the kernel has at most two on each other (FILESYSTEM_MAX_STACK_DEPTH).
   */
  private static final int WORTH_IT = 64;

  /** Returns the ground of a session whose first layer lies upon {@code foundation}. */
  static Ground of(CommandContext context, Foundation foundation) throws PlashException {
    return NONE.isFarBelow(context, foundation.stack()) ? new Ground(Optional.of(foundation)) : NONE;
  }

  /** Tells whether layers upon {@code stack} would go better by another ground, in another session. */
  boolean isFarBelow(CommandContext context, LayerStack stack) throws PlashException {
    return above(stack).layers().size() > WORTH_IT && !context.isFailsafe() && context.union().word().isEmpty();
  }

  /** Returns what an overlay of {@code stack} has above it. */
  LayerStack above(LayerStack stack) {
    return foundation.isPresent() ? stack.above(foundation.get().id()) : stack;
  }

  /** Returns what lies below that in an overlay, for layers in the scratch directory {@code scratch}. */
  String below(String scratch) {
    return foundation.isPresent() ? scratch + "/" + DIRECTORY : DataPaths.BASE;
  }

  /** Returns the content of {@link #FSTAB} in {@code scratch}; nothing when there is no ground. */
  Optional<String> fstab(String scratch) throws PlashException {
    if (foundation.isEmpty()) {
      return Optional.empty();
    }
    Fstab fstab =
        Fstab.overlay(foundation.get().stack(), DataPaths.BASE, Optional.empty(), foundation.get().tree());
    return Optional.of(String.join("\n", fstab.lines(below(scratch))) + "\n");
  }
}
