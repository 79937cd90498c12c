package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.Characters;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists what a data directory holds and changes nothing. Entries that plash did not make are passed over, and so
 * is what another process deletes meanwhile. A data directory that does not exist is empty.
 */
public final class ContainerList {
  private static final int SHA1_DIGITS = 40; // cache keys of the 2018 tool
  private static final int SHA256_DIGITS = 64;

  private final DataPaths data;

  /** Lists the containers of {@code data}. */
  public ContainerList(DataPaths data) {
    this.data = data;
  }

  /** Returns all containers but the root container, in the order of their ids. */
  public List<Container> containers() throws PlashException {
    TreeMap<ContainerId, Container> found = new TreeMap<>();
    for (Path link : entries(data.root().resolve("index"))) {
      Container container = containerBehind(link);
      if (container != null && link.getFileName().toString().equals(container.id().toString())) {
        found.put(container.id(), container);
      }
    }
    return List.copyOf(found.values());
  }

  /** Returns the sorted keys of the map for each container that has any, without those of layers. */
  public Map<ContainerId, List<String>> keys() throws PlashException {
    Map<ContainerId, List<String>> keys = new TreeMap<>();
    for (Path link : entries(data.root().resolve("map"))) {
      String key = link.getFileName().toString();
      Container container = isCacheKey(key) ? null : containerBehind(link);
      if (container != null) {
        keys.putIfAbsent(container.id(), new ArrayList<>());
        keys.get(container.id()).add(key);
      }
    }
    for (List<String> list : keys.values()) {
      list.sort(null);
    }
    return keys;
  }

  private static List<Path> entries(Path directory) throws PlashException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        all.add(entry);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + directory + ": " + IoReason.of(e, directory), e);
    }
    return all;
  }

  // Null when the link leads to no container below the root container.
  private static Container containerBehind(Path link) {
    if (!Files.isDirectory(link.resolve("_data"))) {
      return null;
    }
    try {
      Path node = link.toRealPath();
      ContainerId id = ContainerId.parseRunnable(node.getFileName().toString());
      return new Container(id, ContainerId.parse(node.getParent().getFileName().toString()), node);
    } catch (IOException | PlashException e) {
      return null;
    }
  }

  private static boolean isCacheKey(String key) {
    String digits = key.startsWith(NameMap.CHAIN) ? key.substring(NameMap.CHAIN.length()) : key;
    return (digits.length() == SHA256_DIGITS || digits.length() == SHA1_DIGITS) && Characters.areHexDigits(digits);
  }
}
