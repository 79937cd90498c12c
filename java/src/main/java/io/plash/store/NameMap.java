package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The keys that stand for containers: of cached layers, of cached images, and those that users set. */
public final class NameMap {
  private final Store store;

  NameMap(Store store) {
    this.store = store;
  }

  /** Returns the container that {@code key} stands for, or empty when there is none or it is gone. */
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

  /** Makes {@code key} stand for {@code id}, whatever it stood for before. */
  public void put(String key, ContainerId id) throws PlashException {
    Path link = link(key);
    Path node = store.node(id);
    try (LinkLock lock = LinkLock.toMake(store.data())) {
      AtomicFile.link(store.data(), link, link.getParent().toRealPath().relativize(node));
      store.markChanged();
    } catch (IOException e) {
      throw PlashException.of("cannot set map " + PythonRepr.of(key) + ": " + IoReason.of(e), e);
    }
  }

  /** Deletes {@code key}, if it exists. */
  public void delete(String key) throws PlashException {
    try {
      Files.deleteIfExists(link(key));
      store.markChanged();
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
