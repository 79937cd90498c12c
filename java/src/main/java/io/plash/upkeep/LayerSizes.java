package io.plash.upkeep;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.ArgumentBatches;
import io.plash.program.Tool;
import io.plash.store.AtomicFile;
import io.plash.store.Container;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures how many bytes layers take on disk. A layer never changes, so each is measured once and the number is kept
 * beside it. That happens inside the namespaces, since other ids may own files of the layer.
 */
public final class LayerSizes {
  private static final String BELOW = "/_data/root";

  private final DataPaths data;
  private final Namespaces namespaces;
  private final Tool tool;

  /** Measures layers of {@code data} inside {@code namespaces}. */
  public LayerSizes(DataPaths data, Namespaces namespaces, Tool tool) {
    this.data = data;
    this.namespaces = namespaces;
    this.tool = tool;
  }

  /** Returns the bytes of those of {@code containers} that were measured before, which needs no namespaces. */
  public static Map<ContainerId, Long> known(List<Container> containers) {
    Map<ContainerId, Long> sizes = new TreeMap<>();
    for (Container container : containers) {
      long size = known(container);
      if (size >= 0) {
        sizes.put(container.id(), size);
      }
    }
    return sizes;
  }

  /**
   * Adds the bytes of those of {@code containers} that {@code sizes} lacks, unless they cannot be measured or are gone
   * meanwhile.
   */
  public void measure(List<Container> containers, Map<ContainerId, Long> sizes) throws PlashException {
    List<Container> unknown = new ArrayList<>();
    for (Container container : containers) {
      if (!sizes.containsKey(container.id())) {
        unknown.add(container);
      }
    }
    for (List<Container> batch : ArgumentBatches.of(unknown)) {
      measureAll(batch, sizes);
    }
  }

  private static long known(Container container) {
    try {
      return Long.parseLong(Files.readString(DataPaths.sizeOf(container.node())).strip());
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  private void measureAll(List<Container> unmeasured, Map<ContainerId, Long> sizes) throws PlashException {
    // Relative names have only digits and slashes, whatever the name of the data directory.
    Path root = real(data.root());
    Map<String, Container> byName = new TreeMap<>();
    List<String> command = new ArrayList<>(List.of("du", "-s", "-x", "--block-size=1", "--"));
    for (Container container : unmeasured) {
      String name = root.relativize(container.node()) + BELOW;
      byName.put(name, container);
      command.add(name);
    }
    Tool.Result result = namespaces.run(tool, root.toFile(), command);
    for (String line : result.output().split("\n")) {
      int tab = line.indexOf('\t');
      Container container = tab < 0 ? null : byName.get(line.substring(tab + 1));
      if (container != null) {
        sizes.put(container.id(), Long.parseLong(line.substring(0, tab)));
      }
    }
    // du goes on after an error, so numbers are kept only when there was none.
    if (result.succeeded()) {
      keep(unmeasured, sizes);
    }
  }

  private void keep(List<Container> measured, Map<ContainerId, Long> sizes) {
    for (Container container : measured) {
      try {
        AtomicFile.write(data, DataPaths.sizeOf(container.node()), sizes.get(container.id()) + "\n");
      } catch (PlashException e) {
        return; // the disk is full or read-only, or the container is gone: it is measured again next time
      }
    }
  }

  private static Path real(Path path) throws PlashException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw PlashException.of("cannot read the data directory " + path + ": " + IoReason.of(e, path), e);
    }
  }
}
