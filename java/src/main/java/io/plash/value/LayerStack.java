package io.plash.value;

import java.util.ArrayList;
import java.util.List;

/** The containers whose layers make up one file system, with the topmost first and the root container last. */
public record LayerStack(List<ContainerId> layers) {
  /** Refuses a stack that does not end in the root container. */
  public LayerStack {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || !layers.get(layers.size() - 1).equals(ContainerId.ROOT)) {
      throw new IllegalArgumentException("a stack ends in the root container: " + layers);
    }
  }

  /** Returns the stack with {@code top} upon it. */
  public LayerStack with(ContainerId top) {
    List<ContainerId> higher = new ArrayList<>(layers.size() + 1);
    higher.add(top);
    higher.addAll(layers);
    return new LayerStack(higher);
  }

  /** Returns the layers above {@code id} alone, as a stack. */
  public LayerStack above(ContainerId id) {
    List<ContainerId> higher = new ArrayList<>(layers.subList(0, layers.indexOf(id)));
    higher.add(ContainerId.ROOT);
    return new LayerStack(higher);
  }

  /** Returns the container at the top, whose file system this stack is. */
  public ContainerId top() {
    return layers.get(0);
  }
}
