package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Names for containers: build cache, image cache, and what users set. Links in {@code map/}. */
public final class NameMap {
  private final Store store;

  NameMap(Store store) {
    this.store = store;
  }

  /** The container {@code key} stands for, if it is still there. */
  public Optional<ContainerId> get(String key) throws PlashException {
    Path link = link(key);
    try {
      if (Files.isDirectory(link.resolve("_data"))) {
        return Optional.of(ContainerId.parse(link.toRealPath().getFileName().toString()));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + link + ": " + IoReason.of(e, link), e);
    }
  }

  /** Lets {@code key} stand for {@code id}. */
  public void put(String key, ContainerId id) throws PlashException {
    Path link = link(key);
    Path node = store.node(id);
    try (LinkLock lock = LinkLock.toMake(store.data())) {
      AtomicFile.link(store.data(), link, link.getParent().toRealPath().relativize(node));
      store.change();
    } catch (IOException e) {
      throw PlashException.of("cannot set map " + PythonRepr.of(key) + ": " + IoReason.of(e), e);
    }
  }

  /** Forgets {@code key}; one that is not there is fine. */
  public void delete(String key) throws PlashException {
    try {
      Files.deleteIfExists(link(key));
      store.change();
    } catch (IOException e) {
      throw PlashException.of("cannot delete map " + PythonRepr.of(key) + ": " + IoReason.of(e), e);
    }
  }

  private Path link(String key) throws PlashException {
    if (key.indexOf('/') >= 0) {
      throw PlashException.of("map can not contain any '/'");
    }
    if (key.isEmpty() || key.equals(".") || key.equals("..")) {
      throw PlashException.of("map cannot be named '" + key + "'");
    }
    return store.data().map(key);
  }
}
