package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.launch.Fstab;
import io.plash.program.CleanupOnSignal;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of the user that becomes a layer: it is moved into the data directory, not copied. */
public final class DirectoryLayer {
  private final CommandContext context;
  private final Path directory;

  /** Makes the layer that {@code directory} is to become in the data directory of {@code context}. */
  public DirectoryLayer(CommandContext context, Path directory) {
    this.context = context;
    this.directory = directory;
  }

  /** Moves the directory on top of {@code parent}. When that fails, the directory is where it was. */
  public void addTo(ContainerId parent, Announcement announcement) throws PlashException {
    Fstab.requireRoomAbove(context.store().stack(parent));
    requireMovable();
    try (CleanupOnSignal end = CleanupOnSignal.held(announcement.isLast());
        MovedInDirectory moved = MovedInDirectory.prepare(context, directory)) {
      context.sync();
      moved.move();
      announcement.announce(context, context.store().add(parent, moved.node()));
    }
  }

  // A symbolic link would be moved itself, and the data directory needs its parts where they are.
  private void requireMovable() throws PlashException {
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
