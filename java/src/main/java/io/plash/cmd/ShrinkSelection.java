package io.plash.cmd;

import io.plash.store.Container;
import io.plash.value.ContainerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which containers go when the older half is to: by ascending id, each with all built upon it, as far
 * as they fit into half of all, rounded up. {@code count} is how many go, {@code of} how many there are.
 */
public record ShrinkSelection(List<ContainerId> roots, int count, int of) {
  /** Chooses among {@code containers}, which are in ascending order. */
  public static ShrinkSelection of(List<Container> containers) {
    Map<ContainerId, ContainerId> parents = new HashMap<>();
    for (Container container : containers) {
      parents.put(container.id(), container.parent());
    }
    Map<ContainerId, Integer> sizes = new HashMap<>();
    for (ContainerId id : parents.keySet()) {
      for (ContainerId at = id; at != null; at = parents.get(at)) {
        sizes.merge(at, 1, Integer::sum);
      }
    }
    List<ContainerId> roots = new ArrayList<>();
    Set<ContainerId> going = new HashSet<>();
    int left = (containers.size() + 1) / 2;
    for (Container container : containers) {
      // What goes with a container has higher ids. Where a lost counter gave a child a lower one, it is
      // counted for itself and for its parent, and less goes than might.
      if (going.contains(container.parent())) {
        going.add(container.id());
      } else if (sizes.get(container.id()) <= left) {
        going.add(container.id());
        roots.add(container.id());
        left -= sizes.get(container.id());
      }
    }
    return new ShrinkSelection(List.copyOf(roots), going.size(), containers.size());
  }
}
