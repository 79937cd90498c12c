package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.store.Container;
import io.plash.store.ContainerList;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A container as {@code plash ls} shows it: the size of its layer in bytes, if that could be measured; the time when it
 * was made; the keys that stand for it; and the text that tells what made it.
 */
record ListedContainer(
    ContainerId id, ContainerId parent, OptionalLong size, Instant created, List<String> keys, String madeBy) {

  /**
   * Returns {@code containers} with what is known about each. {@code sizes} may lack some of them; of the texts at
   * most {@code bytes} bytes are read.
   */
  static List<ListedContainer> of(
      DataPaths data, List<Container> containers, Map<ContainerId, Long> sizes, int bytes)
      throws PlashException {
    Map<ContainerId, List<String>> keys = new ContainerList(data).keys();
    List<ListedContainer> all = new ArrayList<>();
    for (Container container : containers) {
      ContainerId id = container.id();
      Long size = sizes.get(id);
      try {
        all.add(new ListedContainer(id, container.parent(), size == null ? OptionalLong.empty() : OptionalLong.of(size),
            created(data.index(id)), keys.getOrDefault(id, List.of()), madeBy(container.node(), bytes)));
      } catch (IOException e) {
        continue; // it has just been removed
      }
    }
    return all;
  }

  // The link is never changed, while the node changes with the containers that are built upon it.
  private static Instant created(Path link) throws IOException {
    return Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  private static String madeBy(Path node, int bytes) throws IOException {
    Path script = DataPaths.scriptOf(node);
    if (!Files.isRegularFile(script)) {
      return ""; // the 2018 tool wrote no such file
    }
    try (InputStream text = Files.newInputStream(script)) {
      return new String(text.readNBytes(bytes), StandardCharsets.UTF_8);
    }
  }
}
