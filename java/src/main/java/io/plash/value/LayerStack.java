package io.plash.value;

import java.util.List;

/** The containers whose layers make up one file system: topmost first, the root container last. */
public record LayerStack(List<ContainerId> layers) {
  /** A stack of at least the root container. */
  public LayerStack {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || !layers.get(layers.size() - 1).equals(ContainerId.ROOT)) {
      throw new IllegalArgumentException("a stack ends in the root container: " + layers);
    }
  }

  /** The container this is the stack of. */
  public ContainerId top() {
    return layers.get(0);
  }
}
