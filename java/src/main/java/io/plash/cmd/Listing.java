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
 * What is told of one container: {@code size} in bytes, if it could be measured; when it was made; the
 * keys that stand for it; and what made it, as it was written down.
 */
record Listing(
    ContainerId id, ContainerId parent, OptionalLong size, Instant created, List<String> keys, String madeBy) {

  /**
   * Of all containers there are, by ascending id; {@code sizes} of those that are known, and at most {@code
   * bytes} of what made each.
   */
  static List<Listing> of(
      DataPaths data, List<Container> containers, Map<ContainerId, Long> sizes, int bytes)
      throws PlashException {
    Map<ContainerId, List<String>> keys = new ContainerList(data).keys();
    List<Listing> all = new ArrayList<>();
    for (Container container : containers) {
      ContainerId id = container.id();
      Long size = sizes.get(id);
      try {
        all.add(new Listing(id, container.parent(), size == null ? OptionalLong.empty() : OptionalLong.of(size),
            created(data.index(id)), keys.getOrDefault(id, List.of()), madeBy(container.node(), bytes)));
      } catch (IOException e) {
        continue; // removed while we look
      }
    }
    return all;
  }

  // Nothing touches the link after the container is claimed, while its node changes with its children.
  private static Instant created(Path link) throws IOException {
    return Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  private static String madeBy(Path node, int bytes) throws IOException {
    Path script = DataPaths.scriptOf(node);
    if (!Files.isRegularFile(script)) {
      return ""; // the 2018 tool wrote none
    }
    try (InputStream text = Files.newInputStream(script)) {
      return new String(text.readNBytes(bytes), StandardCharsets.UTF_8);
    }
  }
}
