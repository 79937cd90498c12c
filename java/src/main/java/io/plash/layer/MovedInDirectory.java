package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.store.ScratchEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A directory of the user's on its way into a container: a scratch directory with a node that is
 * complete but for its root, then the directory as that root. Closing puts back what did not become a
 * container; what cannot be put back stays, and nobody but the user deletes it (see
 * {@link ScratchEntry#isMovedIn}).
 */
final class MovedInDirectory implements AutoCloseable {
  private final CommandContext context;
  private final Scratch scratch;
  private final Path node;
  private final Path directory;

  private MovedInDirectory(CommandContext context, Scratch scratch, Path node, Path directory) {
    this.context = context;
    this.scratch = scratch;
    this.node = node;
    this.directory = directory;
  }

  /** Prepares all that {@code directory} needs to be a container, and leaves it where it is. */
  static MovedInDirectory prepare(CommandContext context, Path directory) throws PlashException {
    Scratch scratch = Scratch.make(context.store().data());
    try {
      Path node = scratch.makeNode();
      Files.writeString(DataPaths.scriptOf(node), "add-layer " + directory + "\n");
      new ScratchEntry(scratch.path()).announceMovedIn(directory.toAbsolutePath());
      return new MovedInDirectory(context, scratch, node, directory);
    } catch (IOException e) {
      scratch.close();
      throw PlashException.of("cannot add " + directory + " as a layer: " + IoReason.of(e), e);
    }
  }

  /** The node, to be made a container. */
  Path node() {
    return node;
  }

  /** Moves the directory in. */
  void move() throws PlashException {
    new NamespacedMove(context).move(directory, root());
  }

  @Override
  public void close() {
    if (!Files.exists(root(), LinkOption.NOFOLLOW_LINKS)) {
      scratch.close();
      return;
    }
    try {
      new NamespacedMove(context).move(root(), directory);
      scratch.close();
    } catch (PlashException e) {
      context.messages().println(
          "plash: cannot put " + directory + " back, it is now " + root() + ": " + e.getMessage());
    }
  }

  private Path root() {
    return DataPaths.rootOf(node);
  }
}
