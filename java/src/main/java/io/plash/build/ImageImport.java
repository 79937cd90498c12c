package io.plash.build;

import io.plash.image.ImageSource;
import io.plash.os.AtEnd;
import io.plash.plan.Fstab;
import io.plash.store.DataDirectory;
import io.plash.store.IoReason;
import io.plash.store.Scratch;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes root file systems containers: whole from a source, or a directory moved in. */
public final class ImageImport {
  private final Workshop workshop;

  /** Imports into {@code workshop}. */
  public ImageImport(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Makes a container of what {@code source} unpacks, for {@code kept}. */
  public ContainerId from(ImageSource source, Keeping kept) throws PlashException {
    workshop.store().requireOverlay();
    new Sweep(workshop).abandonedDrafts(); // first: it may be what fills the disk
    try (Scratch scratch = Scratch.make(workshop.store().data());
        ScratchGuard guard = new ScratchGuard(workshop, scratch)) {
      try {
        Path node = unpack(source, scratch);
        guard.hold(kept.isLast());
        return add(ContainerId.ROOT, node, kept);
      } catch (PlashException e) {
        new Sweep(workshop).discard(scratch);
        throw e;
      }
    } catch (IOException e) {
      throw PlashException.of("cannot import an image: " + IoReason.of(e), e);
    }
  }

  private Path unpack(ImageSource source, Scratch scratch) throws PlashException, IOException {
    Path node = scratch.path().resolve("node");
    scratch.directory("node/_data");
    source.unpack(scratch.directory("node/_data/root"), scratch.path());
    ImageConfigs.write(node, source.config());
    Files.writeString(DataDirectory.scriptOf(node), source.description() + "\n");
    workshop.sync();
    return node;
  }

  /** Moves {@code directory} on top of {@code parent}; when that fails, it is where it was. */
  public ContainerId move(ContainerId parent, Path directory, Keeping kept) throws PlashException {
    workshop.store().requireOverlay();
    Fstab.requireRoomAbove(workshop.store().stack(parent));
    requireMovable(directory);
    try (AtEnd end = AtEnd.held(kept.isLast());
        MovedIn moved = MovedIn.prepare(workshop, directory)) {
      workshop.sync();
      moved.move();
      return add(parent, moved.node(), kept);
    }
  }

  private ContainerId add(ContainerId parent, Path node, Keeping kept) throws PlashException {
    ContainerId id = workshop.store().add(parent, node);
    new LaunchPlans(workshop.store()).writeNew(id);
    if (kept.isLast()) {
      workshop.settle();
    }
    kept.keep(id);
    return id;
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
}
