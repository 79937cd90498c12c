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
 * that is built upon it, as long as they fit into half of the total, rounded up. Those that have a name, and those that
 * named ones are built upon, are taken only when there are no others.
 *
 * @param roots the containers to delete, each of which takes along those that are built upon it
 * @param going all containers that go, in the order of their ids
 * @param total how many containers there are
 */
public record ShrinkSelection(List<ContainerId> roots, List<Container> going, int total) {
  /** Chooses among {@code containers}, which are in the order of their ids; those in {@code named} have a name. */
  public static ShrinkSelection of(List<Container> containers, Set<ContainerId> named) {
    Map<ContainerId, ContainerId> parents = new HashMap<>();
    for (Container container : containers) {
      parents.put(container.id(), container.parent());
    }
    Map<ContainerId, Integer> sizes = new HashMap<>();
    Set<ContainerId> kept = new HashSet<>();
    for (ContainerId id : parents.keySet()) {
      for (ContainerId at = id; at != null; at = parents.get(at)) {
        sizes.merge(at, 1, Integer::sum);
        if (named.contains(id)) {
          kept.add(at);
        }
      }
    }
    ShrinkSelection unnamed = choose(containers, sizes, kept);
    return unnamed.roots().isEmpty() ? choose(containers, sizes, Set.of()) : unnamed;
  }

  private static ShrinkSelection choose(
      List<Container> containers, Map<ContainerId, Integer> sizes, Set<ContainerId> kept) {
    List<ContainerId> roots = new ArrayList<>();
    List<Container> going = new ArrayList<>();
    Set<ContainerId> gone = new HashSet<>();
    int left = (containers.size() + 1) / 2;
    for (Container container : containers) {
      ContainerId id = container.id();
      // Containers that are built upon another have higher ids. When a lost counter has given one a lower id, it is
      // counted twice, and fewer containers go than could.
      boolean taken = gone.contains(container.parent());
      if (!taken && !kept.contains(id) && sizes.get(id) <= left) {
        taken = true;
        roots.add(id);
        left -= sizes.get(id);
      }
      if (taken) {
        gone.add(id);
        going.add(container);
      }
    }
    return new ShrinkSelection(List.copyOf(roots), List.copyOf(going), containers.size());
  }
}
