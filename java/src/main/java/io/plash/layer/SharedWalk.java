package io.plash.layer;

import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.util.List;
import java.util.Set;

/**
 * How far a build has come that shares layers.
 *
 * @param base the container that it builds upon
 * @param pieces the script of each layer
 * @param keys the keys of the layers; fewer when the last ones cannot be shared, and none when nobody has asked yet
 * @param there the containers of the layers so far, from the lowest on
 * @param made those of them that this build has made
 */
public record SharedWalk(
    ContainerId base, List<String> pieces, List<Digest> keys, List<ContainerId> there, Set<ContainerId> made) {
  /** Returns the container that the next layer lies upon. */
  ContainerId top() {
    return there.isEmpty() ? base : there.get(there.size() - 1);
  }
}
