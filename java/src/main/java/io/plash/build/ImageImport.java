package io.plash.build;

import io.plash.image.ImageSource;
import io.plash.plan.Fstab;
import io.plash.store.DataDirectory;
import io.plash.store.IoReason;
import io.plash.store.Scratch;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes root file systems containers: whole from a source, or a directory moved in. */
public final class ImageImport {
  private final Workshop workshop;

  /** Imports into {@code workshop}. */
  public ImageImport(Workshop workshop) {
    this.workshop = workshop;
  }

  /** The container of what {@code source} unpacks. */
  public ContainerId from(ImageSource source) throws PlashException {
    workshop.store().requireOverlay();
    new Sweep(workshop).abandonedDrafts(); // first: it may be what fills the disk
    try (Scratch scratch = Scratch.make(workshop.store().data());
        ScratchGuard guard = new ScratchGuard(workshop, scratch)) {
      Path node = scratch.path().resolve("node");
      scratch.directory("node/_data");
      Path root = scratch.directory("node/_data/root");
      try {
        source.unpack(root, scratch.path());
      } catch (PlashException e) {
        new Sweep(workshop).discard(scratch);
        throw e;
      }
      ImageConfigs.write(node, source.config());
      return finish(ContainerId.ROOT, node, source.description());
    } catch (IOException e) {
      throw PlashException.of("cannot import an image: " + IoReason.of(e), e);
    }
  }

  /** Moves {@code directory} on top of {@code parent}; when that fails, it is where it was. */
  public ContainerId move(ContainerId parent, Path directory) throws PlashException {
    workshop.store().requireOverlay();
    Fstab.requireRoomAbove(workshop.store().stack(parent));
    requireMovable(directory);
    try (Scratch scratch = Scratch.make(workshop.store().data())) {
      Path node = scratch.path().resolve("node");
      scratch.directory("node/_data");
      Path root = DataDirectory.rootOf(node);
      new Rename(workshop).move(directory, root);
      try {
        return finish(parent, node, "add-layer " + directory);
      } catch (PlashException e) {
        new Rename(workshop).move(root, directory);
        throw e;
      }
    } catch (IOException e) {
      throw PlashException.of("cannot add " + directory + " as a layer: " + IoReason.of(e), e);
    }
  }

  // A link would be moved itself; parts of the data directory are needed where they are.
  private void requireMovable(Path directory) throws PlashException {
    DataDirectory data = workshop.store().data();
    String reason = "";
    try {
      Path real = Files.isDirectory(directory) ? directory.toRealPath() : directory;
      Path home = data.root().toRealPath();
      if (Files.isSymbolicLink(directory)) {
        reason = "is a symbolic link";
      } else if (!Files.isDirectory(directory)) {
        reason = Files.exists(directory) ? "is not a directory" : "is not there";
      } else if (home.startsWith(real) || real.startsWith(home) && !isBelow(data.temp().toRealPath(), real)) {
        reason = "is part of the data directory";
      } else if (real.getNameCount() < 2) {
        reason = "is a directory at the top of the system, which may need it";
      }
    } catch (IOException e) {
      reason = "can not be read: " + IoReason.of(e);
    }
    if (!reason.isEmpty()) {
      throw PlashException.of("cannot add a layer: " + directory + " " + reason);
    }
  }

  private static boolean isBelow(Path parent, Path path) {
    return path.startsWith(parent) && !path.equals(parent);
  }

  private ContainerId finish(ContainerId parent, Path node, String origin) throws PlashException, IOException {
    Files.write(DataDirectory.scriptOf(node), (origin + "\n").getBytes(StandardCharsets.UTF_8));
    ContainerId id = workshop.store().add(parent, node);
    new LaunchPlans(workshop.store()).writeNew(id);
    return id;
  }
}
