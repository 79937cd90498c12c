package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.store.ScratchEntry;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A directory of the user on its way into the data directory. A scratch directory holds a node that is complete except
 * for its root, and the user's directory is moved there as the root. Closing puts back a directory that did not become
 * a container; one that cannot be put back stays, and only the user deletes it (see {@link ScratchEntry#isMovedIn}).
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

  /** Prepares the node for {@code directory}, which stays where it is. */
  static MovedInDirectory prepare(CommandContext context, Path directory) throws PlashException {
    Scratch scratch = Scratch.make(context.store().data());
    try {
      Path node = scratch.makeNode();
      Files.writeString(DataPaths.scriptOf(node), TerminalText.line("add-layer " + directory) + "\n");
      new ScratchEntry(scratch.path()).announceMovedIn(directory.toAbsolutePath());
      return new MovedInDirectory(context, scratch, node, directory);
    } catch (IOException e) {
      scratch.close();
      throw PlashException.of("cannot add " + directory + " as a layer: " + IoReason.of(e), e);
    }
  }

  /** Returns the directory of the node, which can become a container when {@link #move} has been called. */
  Path node() {
    return node;
  }

  /** Moves the user's directory into the node. */
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
