package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.Tool;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Renames directories, also those that belong to another id of the user's range. */
final class NamespacedMove {
  private final CommandContext context;

  NamespacedMove(CommandContext context) {
    this.context = context;
  }

  /** Renames {@code from} to {@code to}, which must not be there and must lie on the same file system. */
  void move(Path from, Path to) throws PlashException {
    try {
      requireSameFileSystem(from, to);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AccessDeniedException e) {
      moveInside(from, to); // root of the namespace can move the directories of other ids
    } catch (AtomicMoveNotSupportedException e) {
      throw crossDevice(from, to);
    } catch (IOException e) {
      throw PlashException.of("rename: " + IoReason.of(e), e);
    }
  }

  private void moveInside(Path from, Path to) throws PlashException {
    Tool.Result moved =
        context.namespaces().run(
            context.tool(), null, List.of("mv", "-T", "--", from.toAbsolutePath().toString(), to.toString()));
    if (!moved.succeeded()) {
      throw PlashException.of("rename: " + moved.firstError());
    }
  }

  // mv would copy instead, and while it does, the user's directory is in neither place as a whole.
  private static void requireSameFileSystem(Path from, Path to) throws IOException, PlashException {
    if (!Files.getAttribute(from, "unix:dev").equals(Files.getAttribute(to.getParent(), "unix:dev"))) {
      throw crossDevice(from, to);
    }
  }

  private static PlashException crossDevice(Path from, Path to) {
    return PlashException.of("rename: [Errno 18] Invalid cross-device link: '" + from + "' -> '" + to + "'")
        .withHint("the directory must lie on the file system of the data directory");
  }
}
