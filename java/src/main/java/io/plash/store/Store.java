package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers on disk. Everything becomes visible by one rename of something complete, so that a
 * process killed at any moment leaves at most a dangling index entry and a scratch directory.
 */
public final class Store {
  private final DataPaths data;
  private FileChannel lockFile;
  private boolean changed;

  private Store(DataPaths data) {
    this.data = data;
  }

  /** The store at {@code root}, made if it is not there; {@code taste} as for {@link DataDirectorySetup}. */
  public static Store open(Path root, Optional<String> taste) throws PlashException {
    return open(root, taste, directory -> { });
  }

  /** The same; a new directory is given to {@code plain}, which frees it of what it has inherited. */
  public static Store open(Path root, Optional<String> taste, DefaultAclRemoval plain) throws PlashException {
    DataPaths data = new DataPaths(root);
    new DataDirectorySetup(data, plain).make(taste);
    return new Store(data);
  }

  /** Like {@link #open}, and keeps other users and inherited rules out again. */
  public static Store init(Path root, Optional<String> taste, DefaultAclRemoval plain) throws PlashException {
    new DataDirectorySetup(new DataPaths(root), plain).claim();
    return open(root, taste, plain);
  }

  /** Fails unless this data directory says that its containers are mounted by the kernel's overlay. */
  public void requireOverlay() throws PlashException {
    String taste;
    try {
      taste = Files.readString(data.unionTaste(), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + data.unionTaste() + ": " + IoReason.of(e, data.unionTaste()), e);
    }
    switch (taste) {
      case "", "auto", "overlay" -> { // empty: a first use that met a full disk or a power cut
        return;
      }
      case "unionfs-fuse", "unionfs", "fuse-overlayfs" ->
          throw PlashException.of("union taste not supported yet: " + taste)
              .withHint("unless a layer deletes files of another: "
                  + "echo overlay | plash data tee config/union_taste");
      default ->
          throw PlashException.of("unexpected union taste: " + taste)
              .withHint(data.unionTaste() + " says it; plash knows auto and overlay");
    }
  }

  /** Its paths. */
  public DataPaths data() {
    return data;
  }

  /** The file of all locks, opened once: closing any channel of it would let go of every lock (fcntl(2)). */
  FileChannel lockFile() throws IOException {
    if (lockFile == null) {
      lockFile = FileChannel.open(data.layerLocks(), StandardOpenOption.WRITE);
    }
    return lockFile;
  }

  /** Remembers that something is visible that may not be on disk yet. */
  void change() {
    changed = true;
  }

  /** Whether this process made something visible, or waited for another that did. */
  public boolean isChanged() {
    return changed;
  }

  /** Its names for containers. */
  public NameMap names() {
    return new NameMap(this);
  }

  /** The real path of a container's node; fails when there is none. */
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

  /** The layers of a container. The nesting of the nodes is the parent relation. */
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

  /** Makes the short names of all layers of a stack, as a directory of the 2018 tool lacks them. */
  public void linkLowers(LayerStack stack) throws PlashException {
    for (ContainerId id : stack.layers()) {
      if (!Files.isDirectory(data.lower(id))) {
        linkLower(id, node(id));
      }
    }
  }

  /**
   * Makes {@code node}, a complete node directory inside a scratch directory, a child of
   * {@code parent}, and gives its id.
   */
  public ContainerId add(ContainerId parent, Path node) throws PlashException {
    Path parentNode = node(parent);
    try (LinkLock lock = LinkLock.toMake(data)) {
      ContainerId id = claim(parentNode);
      try {
        Path place = parentNode.resolve(id.toString());
        linkLower(id, place);
        Files.move(node, place, StandardCopyOption.ATOMIC_MOVE);
        change();
      } catch (IOException | PlashException e) {
        Files.deleteIfExists(data.lower(id));
        Files.deleteIfExists(data.index(id));
        throw e;
      }
      return id;
    } catch (AtomicMoveNotSupportedException e) {
      throw PlashException.of("cannot add a layer: " + node + " lies on another file system", e);
    } catch (IOException e) {
      throw PlashException.of("cannot add a layer to container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /**
   * Takes a container and all built upon it out of sight: it becomes a scratch directory, so that nothing
   * need be made on a full disk. Nothing when it is gone already.
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
    Path index = data.index(ContainerId.ROOT).getParent();
    while (true) {
      ContainerId id = nextId();
      try {
        Path place = parentNode.resolve(id.toString());
        return claimed(id, index.toRealPath().relativize(place));
      } catch (FileAlreadyExistsException e) {
        continue; // an id from before the counter was lost, or of a process beside this one
      }
    }
  }

  // The file of ids grows by one byte for each, and its size is the last id. Two processes may get the same one.
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
      Path target = data.lower().toRealPath().relativize(DataPaths.rootOf(node));
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException e) {
      return; // made by a process beside this one
    } catch (IOException e) {
      throw PlashException.of("cannot make " + link + ": " + IoReason.of(e, link), e);
    }
  }
}
