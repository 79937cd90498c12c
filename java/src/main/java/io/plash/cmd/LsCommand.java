package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.Tool;
import io.plash.store.Container;
import io.plash.store.ContainerList;
import io.plash.store.DataPaths;
import io.plash.upkeep.LayerSizes;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Worker with the arguments FORMAT COLUMNS: prints all containers. FORMAT is table, tree or json. */
final class LsCommand implements Worker {
  private static final int FIRST_LINE_BYTES = 4096; // more than any terminal shows

  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    DataPaths data = invocation.unopened().data();
    List<Container> containers = new ContainerList(data).containers();
    Map<ContainerId, Long> sizes = sizes(invocation, data, containers);
    boolean whole = invocation.argument(0).equals("json");
    List<ListedContainer> listings =
        ListedContainer.of(data, containers, sizes, whole ? Integer.MAX_VALUE : FIRST_LINE_BYTES);
    ListingTable table = new ListingTable(Integer.parseInt(invocation.argument(1)), Instant.now());
    invocation.results().print(
        switch (invocation.argument(0)) {
          case "json" -> ListingJson.of(listings);
          case "tree" -> table.tree(listings);
          default -> table.flat(listings);
        });
  }

  /** Returns how much the layers of {@code containers} take; where namespaces are forbidden sizes lack. */
  static Map<ContainerId, Long> sizes(Invocation invocation, DataPaths data, List<Container> containers) {
    Map<ContainerId, Long> sizes = LayerSizes.known(containers);
    if (sizes.size() == containers.size()) {
      return sizes;
    }
    Tool tool = new Tool(invocation.environment());
    try {
      Namespaces namespaces = CommandContext.probe(invocation.environment());
      new LayerSizes(data, namespaces, tool).measure(containers, sizes);
    } catch (PlashException e) {
      invocation.messages().println("plash: sizes are not known: " + e.getMessage());
    }
    return sizes;
  }
}
