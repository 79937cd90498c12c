package io.plash.union;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.Tool;
import io.plash.store.MergedTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a layer deletes of the layers below, in the files of that layer. Works inside the namespaces, as uid 0, on the
 * upper layer of a union that is no longer mounted, and keeps the times of directories.
 */
public final class Whiteouts {
  private static final String NAMED = ".wh."; // how fuse-overlayfs and aufs call what hides NAME: .wh.NAME
  private static final String NAMED_OPAQUE = ".wh..wh..opq";
  private static final String NAMED_OPAQUE_TOO = ".wh..opq"; // fuse-overlayfs makes this device as well

  private static final String OWN_ATTRIBUTES = "fuseoverlayfs.";

  private final Path layer;
  private final WhiteoutDevice device;

  /** Works on the directory {@code layer}; {@code tool} starts mknod(1), which makes a device beside the layer. */
  public Whiteouts(Tool tool, Path layer) {
    this.layer = layer;
    this.device = new WhiteoutDevice(tool, layer.resolveSibling("whiteout"));
  }

  /**
   * Gives the layer, which {@code kind} wrote on top of {@code lowers} (the topmost first), the form {@code form}:
   * DEVICE, or of an overlay's layer ATTRIBUTE.
   */
  public void convert(UnionKind kind, WhiteoutForm form, List<Path> lowers) throws PlashException {
    try (device) {
      if (kind == UnionKind.UNIONFS_FUSE) {
        new UnionfsWhiteouts(layer, device, MergedTree.of(lowers)).toDevices();
        return;
      }
      Deque<Path> pending = new ArrayDeque<>(List.of(layer));
      while (!pending.isEmpty()) {
        Path directory = pending.pop();
        List<Path> entries = entries(directory);
        FileTime time = Files.getLastModifiedTime(directory);
        boolean isChanged = kind == UnionKind.FUSE_OVERLAYFS
            ? namesToDevices(directory, entries)
            : form == WhiteoutForm.ATTRIBUTE && devicesToAttributes(directory, entries);
        if (isChanged) {
          Files.setLastModifiedTime(directory, time);
        }
        for (Path entry : entries) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            pending.push(entry);
          }
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot keep what the layer deletes: " + IoReason.of(e), e)
          .withHint("set PLASH_DATA to a directory on another file system");
    }
  }

  // Returns whether anything in the directory was changed.
  private boolean namesToDevices(Path directory, List<Path> entries) throws IOException, PlashException {
    boolean isChanged = false;
    boolean isReplaced = entries.contains(directory.resolve(NAMED_OPAQUE));
    if (isReplaced) {
      LayerMark.REPLACED.set(directory);
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (!name.startsWith(NAMED)) {
        continue;
      }
      isChanged = true;
      Files.delete(entry);
      Path hidden = directory.resolve(name.substring(NAMED.length()));
      // overlayfs shows a whiteout in a directory that hides all below (fs/overlayfs/readdir.c)
      if (!isReplaced && !name.equals(NAMED_OPAQUE_TOO) && !Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)) {
        device.linkTo(hidden);
      }
    }
    dropOwnAttributes(directory);
    return isChanged;
  }

  private static boolean devicesToAttributes(Path directory, List<Path> entries) throws IOException {
    boolean isChanged = false;
    for (Path entry : entries) {
      if (!WhiteoutDevice.isAt(entry)) {
        continue;
      }
      isChanged = true;
      Files.delete(entry);
      if (!LayerMark.REPLACED.isSet(directory)) { // else nothing below is seen anyway
        Files.createFile(entry);
        LayerMark.DELETED.set(entry);
        LayerMark.HAS_DELETED.set(directory);
      }
    }
    return isChanged;
  }

  /** Returns what is in {@code directory}. */
  static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  // user.fuseoverlayfs.opaque and .origin; trusted.* mean nothing to an overlay with the option userxattr.
  private static void dropOwnAttributes(Path file) throws IOException {
    UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    for (String name : view.list()) {
      if (name.startsWith(OWN_ATTRIBUTES)) {
        view.delete(name);
      }
    }
  }
}
