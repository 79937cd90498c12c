package io.plash.cmd;

import io.plash.value.ContainerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws which container is built upon which. A container that is alone upon another one stands below it in the same
 * column, so that a line is indented by the branches on the way to it, not by its layers.
 */
final class ListingTree {
  private static final String CUT = "..";

  /** A container and the id with lines in front that is shown for it. */
  record Row(String label, ListedContainer listing) {}

  private final Map<ContainerId, List<ListedContainer>> children = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final int room;

  private ListingTree(List<ListedContainer> listings, int room) {
    this.room = room;
    Set<ContainerId> listed = new HashSet<>();
    for (ListedContainer listing : listings) {
      listed.add(listing.id());
    }
    for (ListedContainer listing : listings) {
      ContainerId parent = listed.contains(listing.parent()) ? listing.parent() : ContainerId.ROOT;
      children.putIfAbsent(parent, new ArrayList<>());
      children.get(parent).add(listing);
    }
  }

  /**
   * Returns {@code listings} in the order in which they are drawn. The lines in front of an id take at most
   * {@code room} characters.
   */
  static List<Row> of(List<ListedContainer> listings, int room) {
    ListingTree tree = new ListingTree(listings, room);
    for (ListedContainer image : tree.children(ContainerId.ROOT)) {
      tree.add("", image);
      tree.branches(image, "");
    }
    return tree.rows;
  }

  private List<ListedContainer> children(ContainerId id) {
    return children.getOrDefault(id, List.of());
  }

  private void branches(ListedContainer parent, String indent) {
    List<ListedContainer> layers = children(parent.id());
    for (int at = 0; at < layers.size(); at++) {
      boolean last = at == layers.size() - 1;
      chain(layers.get(at), indent + (last ? "`-" : "|-"), indent + (last ? "  " : "| "));
    }
  }

  private void chain(ListedContainer lowest, String mark, String indent) {
    add(mark, lowest);
    ListedContainer top = lowest;
    while (children(top.id()).size() == 1) {
      top = children(top.id()).get(0);
      add(indent, top);
    }
    branches(top, indent);
  }

  private void add(String lines, ListedContainer listing) {
    String shown = lines.length() <= room ? lines : CUT + lines.substring(lines.length() - room + CUT.length());
    rows.add(new Row(shown + listing.id(), listing));
  }
}
