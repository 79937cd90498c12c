package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.Characters;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The keys that stand for containers: of cached layers, of cached images, and those that users set. */
public final class NameMap {
  /** What the keys of layers of OCI images begin with; the digest that stands for their stack follows. */
  public static final String CHAIN = "chain:";

  /** What the keys of layers begin with that other machines can find; their key there follows. */
  public static final String SHARED = "key:";

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

  /**
   * Returns the container that {@code word} of a command line means: a number, or a key, or {@code @} in front of a
   * key. The shell has the same rule, and the same words when there is none, in lib/container.sh.
   */
  public ContainerId container(String word) throws PlashException {
    boolean marked = word.startsWith("@");
    String key = marked ? word.substring(1) : word;
    if (isKey(key) && (marked || !Characters.areDigits(key))) {
      Optional<ContainerId> id = get(key);
      if (id.isPresent()) {
        return id.get();
      }
      if (Files.isSymbolicLink(link(key))) {
        throw PlashException.of("the container of map key " + PythonRepr.of(key) + " was removed");
      }
    }
    if (marked) {
      throw PlashException.of("no map key " + PythonRepr.of(key)).withHint("plash ls shows containers and their keys");
    }
    return ContainerId.parseRunnable(word);
  }

  /** Makes {@code key} stand for {@code id}, whatever it stood for before. */
  public void put(String key, ContainerId id) throws PlashException {
    Path node = store.node(id);
    try (LinkLock lock = LinkLock.toMake(store.data())) {
      put(key, node);
    }
  }

  /** Does the same for the container with the real path {@code node}, under a lock that the caller holds. */
  void put(String key, Path node) throws PlashException {
    Path link = link(key);
    try {
      AtomicFile.link(store.data(), link, store.real(link.getParent()).relativize(node));
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
    if (!isKey(key)) {
      throw PlashException.of("map cannot be named '" + key + "'");
    }
    return store.data().map(key);
  }

  private static boolean isKey(String text) {
    return !text.isEmpty() && !text.equals(".") && !text.equals("..") && text.indexOf('/') < 0;
  }
}
