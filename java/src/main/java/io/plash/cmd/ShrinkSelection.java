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
 * The containers to delete when the older half of all is to go. They are taken in the order of their ids, each with all
 * that is built upon it, as long as they fit into half of the total, rounded up.
 *
 * @param roots the containers to delete, each of which takes along those that are built upon it
 * @param count how many containers go in all
 * @param total how many containers there are
 */
public record ShrinkSelection(List<ContainerId> roots, int count, int total) {
  /** Chooses among {@code containers}, which are in the order of their ids. */
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
      // Containers that are built upon another have higher ids. When a lost counter has given one a lower id, it is
      // counted twice, and fewer containers go than could.
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
