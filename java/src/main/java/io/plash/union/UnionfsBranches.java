package io.plash.union;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What tells unionfs-fuse the deletions of a stored layer, which it cannot read there: two more branches beside the
 * layer. {@code hidden/above} hides what the layer deletes, its devices with it, and {@code hidden/below}, which comes
 * after the layer, the directories that it replaces.
 */
public final class UnionfsBranches {
  private static final String META = ".unionfs-fuse";
  private static final String HIDDEN = "_HIDDEN~";

  private final Path layer;

  /** Makes the branches for {@code layer}, a directory {@code _data/root}. */
  public UnionfsBranches(Path layer) {
    this.layer = layer;
  }

  /** Makes them, and nothing where they are there. Works inside the namespaces, as uid 0. */
  public void make() throws PlashException {
    Path place = layer.resolveSibling("hidden");
    Path draft = layer.resolveSibling("hidden." + ProcessHandle.current().pid());
    try {
      Files.createDirectories(draft.resolve("above"));
      Files.createDirectories(draft.resolve("below"));
      Deque<Path> pending = new ArrayDeque<>(List.of(layer));
      while (!pending.isEmpty()) {
        for (Path entry : Whiteouts.entries(pending.pop())) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            pending.push(entry);
            if (LayerMark.REPLACED.isSet(entry)) {
              hide(draft.resolve("below"), entry);
            }
          } else if (isWhiteout(entry)) {
            hide(draft.resolve("above"), entry);
          }
        }
      }
      if (!Files.exists(place)) {
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw PlashException.of("cannot prepare " + layer + " for unionfs-fuse: " + IoReason.of(e), e);
    }
  }

  private static boolean isWhiteout(Path file) throws IOException {
    return WhiteoutDevice.isAt(file)
        || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0
            && LayerMark.DELETED.isSet(file);
  }

  private void hide(Path branch, Path entry) throws IOException {
    Path relative = layer.relativize(entry);
    Path place = branch.resolve(META).resolve(relative).resolveSibling(relative.getFileName() + HIDDEN);
    Files.createDirectories(place.getParent());
    Files.createFile(place);
  }
}
