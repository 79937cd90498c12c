package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.Characters;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The containers in a data directory. A container becomes visible by one rename of a complete directory, so that a
 * process which is killed leaves at most a scratch directory and a link that leads nowhere.
 */
public final class Store {
  private final DataPaths data;
  private final Map<Path, Path> realDirectories = new HashMap<>();
  private FileChannel lockFile;
  private boolean changed;

  private Store(DataPaths data) {
    this.data = data;
  }

  /** Opens the store at {@code root} and makes it first if it is missing; {@code taste} is as for {@link #init}. */
  public static Store open(Path root, Optional<String> taste) throws PlashException {
    return open(root, taste, directory -> { });
  }

  /** Opens it likewise; {@code removal} is applied to a new data directory. */
  public static Store open(Path root, Optional<String> taste, DefaultAclRemoval removal) throws PlashException {
    DataPaths data = new DataPaths(root);
    new DataDirectorySetup(data, removal).make(taste);
    return new Store(data);
  }

  /**
   * Opens it likewise, and makes a data directory that exists private again. {@code taste} is the content of a new
   * config/union_taste, which is {@code auto} when {@code taste} is empty.
   */
  public static Store init(Path root, Optional<String> taste, DefaultAclRemoval removal) throws PlashException {
    new DataDirectorySetup(new DataPaths(root), removal).claim();
    return open(root, taste, removal);
  }

  /** Returns the paths of its data directory. */
  public DataPaths data() {
    return data;
  }

  /** Returns the file of {@link KeyLock}. It stays open: to close a channel of it releases every lock (fcntl(2)). */
  FileChannel lockFile() throws IOException {
    if (lockFile == null) {
      lockFile = FileChannel.open(data.layerLocks(), StandardOpenOption.WRITE);
    }
    return lockFile;
  }

  /** Remembers that this process has made something visible that may not be on disk yet. */
  void markChanged() {
    changed = true;
  }

  /** Tells whether this process made something visible, or waited for another process that did. */
  public boolean isChanged() {
    return changed;
  }

  /** Returns the keys that stand for its containers. */
  public NameMap names() {
    return new NameMap(this);
  }

  /** Returns the real path of the node of container {@code id}; fails when there is no such container. */
  public Path node(ContainerId id) throws PlashException {
    Path link = data.index(id);
    try {
      if (Files.isDirectory(link.resolve("_data"))) {
        return link.toRealPath();
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read " + link + ": " + IoReason.of(e, link), e);
    }
    throw ContainerId.noSuch(id.toString());
  }

  /** Returns the containers that are built upon {@code id} immediately, in no order. */
  public List<ContainerId> children(ContainerId id) throws PlashException {
    Path node = node(id);
    List<ContainerId> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(node, "[1-9]*")) {
      for (Path entry : entries) {
        if (Characters.areDigits(entry.getFileName().toString())) {
          children.add(ContainerId.parse(entry.getFileName().toString()));
        }
      }
      return children;
    } catch (IOException e) {
      throw PlashException.of("cannot read " + node + ": " + IoReason.of(e, node), e);
    }
  }

  /** Returns the layers of container {@code id}: its node lies in the node of its parent, and so on. */
  public LayerStack stack(ContainerId id) throws PlashException {
    List<ContainerId> layers = new ArrayList<>();
    Path node = node(id);
    ContainerId layer = ContainerId.parse(node.getFileName().toString());
    while (!layer.equals(ContainerId.ROOT)) {
      layers.add(layer);
      node = node.getParent();
      layer = ContainerId.parse(node.getFileName().toString());
    }
    layers.add(ContainerId.ROOT);
    return new LayerStack(layers);
  }

  /**
   * Returns the forms in which layers of {@code stack} say what they delete, where not all kinds of unions read that.
   */
  public Set<String> whiteoutForms(LayerStack stack) throws PlashException {
    Set<String> forms = new TreeSet<>();
    Path node = node(stack.top());
    for (int i = 1; i < stack.layers().size(); i++, node = node.getParent()) {
      Path file = DataPaths.whiteoutsOf(node);
      try {
        forms.add(Files.readString(file).strip());
      } catch (NoSuchFileException e) {
        continue;
      } catch (IOException e) {
        throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
      }
    }
    return forms;
  }

  /** Makes the links in {@code lower/} that layers of {@code stack} lack, as those of the 2018 tool do. */
  public void linkLowers(LayerStack stack) throws PlashException {
    for (ContainerId id : stack.layers()) {
      if (!Files.isDirectory(data.lower(id))) {
        linkLower(id, node(id));
      }
    }
  }

  /**
   * Makes a container of {@code node}, a complete node in a scratch directory, on top of {@code parent}. Returns
   * its id.
   */
  public ContainerId add(ContainerId parent, Path node) throws PlashException {
    return add(node(parent), node, List.of()).id();
  }

  /**
   * Does the same on top of the container with the real path {@code parentNode}, and has each of {@code keys} stand for
   * the new container.
   */
  public Container add(Path parentNode, Path node, List<String> keys) throws PlashException {
    ContainerId parent = ContainerId.parse(parentNode.getFileName().toString());
    try (LinkLock lock = LinkLock.toMake(data)) {
      ContainerId id = claim(parentNode);
      Path place = parentNode.resolve(id.toString());
      try {
        linkLower(id, place);
        Files.move(node, place, StandardCopyOption.ATOMIC_MOVE);
        markChanged();
      } catch (IOException | PlashException e) {
        Files.deleteIfExists(data.lower(id));
        Files.deleteIfExists(data.index(id));
        throw e;
      }
      for (String key : keys) {
        names().put(key, place);
      }
      return new Container(id, parent, place);
    } catch (AtomicMoveNotSupportedException e) {
      throw PlashException.of("cannot add a layer: " + node + " lies on another file system", e);
    } catch (IOException e) {
      throw PlashException.of("cannot add a layer to container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /**
   * Hides a container and all that is built upon it: its node is renamed to a scratch directory, which needs no
   * space on a full disk. Returns the path of that directory, or empty when the container is gone already.
   */
  public Optional<Path> remove(ContainerId id) throws PlashException {
    try {
      Path place = Scratch.unused(data);
      Files.move(data.index(id).toRealPath(), place, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(place);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw PlashException.of("cannot remove container " + id + ": " + IoReason.of(e), e);
    }
  }

  private ContainerId claim(Path parentNode) throws IOException {
    Path index = real(data.index(ContainerId.ROOT).getParent());
    while (true) {
      ContainerId id = nextId();
      try {
        Path place = parentNode.resolve(id.toString());
        return claimed(id, index.relativize(place));
      } catch (FileAlreadyExistsException e) {
        continue; // the counter was lost and began anew, or another process took the same id
      }
    }
  }

  // The counter grows by one byte for each id, and its size is the last id. Two processes may get the same one.
  private ContainerId nextId() throws IOException {
    try (FileChannel ids =
        FileChannel.open(data.idCounter(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ids.write(ByteBuffer.wrap(new byte[] {'A'}));
      return new ContainerId(Math.toIntExact(ids.position()));
    }
  }

  private ContainerId claimed(ContainerId id, Path target) throws IOException {
    Files.createSymbolicLink(data.index(id), target);
    return id;
  }

  private void linkLower(ContainerId id, Path node) throws PlashException {
    Path link = data.lower(id);
    try {
      AtomicFile.link(data, link, real(data.lower()).relativize(DataPaths.rootOf(node)));
    } catch (IOException e) {
      throw PlashException.of("cannot make " + link + ": " + IoReason.of(e, link), e);
    }
  }

  /** Returns the path without links of {@code directory}, one of the data directory's own. */
  Path real(Path directory) throws IOException {
    Path real = realDirectories.get(directory);
    if (real == null) {
      real = directory.toRealPath();
      realDirectories.put(directory, real);
    }
    return real;
  }
}
