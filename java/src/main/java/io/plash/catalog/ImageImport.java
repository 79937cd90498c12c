package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;
import io.plash.imageconfig.ImageConfigs;
import io.plash.launch.Fstab;
import io.plash.launch.LaunchPlanWriter;
import io.plash.layer.Announcement;
import io.plash.program.CleanupOnSignal;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes root file systems containers: whole from a source, or a directory moved in. */
public final class ImageImport {
  private final CommandContext context;

  /** Imports into {@code context}. */
  public ImageImport(CommandContext context) {
    this.context = context;
  }

  /** Makes a container of what {@code source} unpacks, for {@code kept}. */
  public ContainerId from(ImageSource source, Announcement kept) throws PlashException {
    context.store().requireOverlay();
    new ScratchCleaner(context).abandonedDrafts(); // first: it may be what fills the disk
    try (Scratch scratch = Scratch.make(context.store().data());
        CleanupOnSignal guard = new ScratchCleaner(context).discardOnSignal(scratch)) {
      try {
        Path node = unpack(source, scratch);
        guard.hold(kept.isLast());
        return add(ContainerId.ROOT, node, kept);
      } catch (PlashException e) {
        new ScratchCleaner(context).discard(scratch);
        throw e;
      }
    } catch (IOException e) {
      throw PlashException.of("cannot import an image: " + IoReason.of(e), e);
    }
  }

  private Path unpack(ImageSource source, Scratch scratch) throws PlashException, IOException {
    Path node = scratch.makeNodeWithRoot();
    source.unpack(DataPaths.rootOf(node), scratch.path());
    ImageConfigs.write(node, source.config());
    Files.writeString(DataPaths.scriptOf(node), source.description() + "\n");
    context.sync();
    return node;
  }

  /** Moves {@code directory} on top of {@code parent}; when that fails, it is where it was. */
  public ContainerId move(ContainerId parent, Path directory, Announcement kept) throws PlashException {
    context.store().requireOverlay();
    Fstab.requireRoomAbove(context.store().stack(parent));
    requireMovable(directory);
    try (CleanupOnSignal end = CleanupOnSignal.held(kept.isLast());
        MovedInDirectory moved = MovedInDirectory.prepare(context, directory)) {
      context.sync();
      moved.move();
      return add(parent, moved.node(), kept);
    }
  }

  private ContainerId add(ContainerId parent, Path node, Announcement kept) throws PlashException {
    ContainerId id = context.store().add(parent, node);
    new LaunchPlanWriter(context.store()).writeNew(id);
    if (kept.isLast()) {
      context.settle();
    }
    kept.keep(id);
    return id;
  }

  // A link would be moved itself; parts of the data directory are needed where they are.
  private void requireMovable(Path directory) throws PlashException {
    DataPaths data = context.store().data();
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
      reason = "cannot be read: " + IoReason.of(e);
    }
    if (!reason.isEmpty()) {
      throw PlashException.of("cannot add a layer: " + directory + " " + reason);
    }
  }

  private static boolean isBelow(Path parent, Path path) {
    return path.startsWith(parent) && !path.equals(parent);
  }
}
