package io.plash.union;

import io.plash.failure.PlashException;
import io.plash.store.MergedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What unionfs-fuse has deleted: for each PATH a file or directory {@code .unionfs-fuse/PATH_HIDDEN~} at the top of the
 * layer, and no more. What stands in the layer under the same PATH has come later.
 */
final class UnionfsWhiteouts {
  private static final String META = ".unionfs-fuse";
  private static final String HIDDEN = "_HIDDEN~";
  private static final List<String> OWNER_AND_MODE = List.of("unix:uid", "unix:gid", "unix:mode");

  private final Path layer;
  private final WhiteoutDevice device;
  private final MergedTree below;

  /** Works on {@code layer}, on top of {@code below}; whiteouts are links to {@code device}. */
  UnionfsWhiteouts(Path layer, WhiteoutDevice device, MergedTree below) {
    this.layer = layer;
    this.device = device;
    this.below = below;
  }

  /** Puts devices and marks of directories in their place. */
  void toDevices() throws IOException, PlashException {
    Path meta = layer.resolve(META);
    if (Files.isDirectory(meta, LinkOption.NOFOLLOW_LINKS)) {
      takeOver(meta, "");
    }
  }

  // `path` is that of `meta` in the layer, with a slash in front; empty for the top. Deletes `meta`.
  private void takeOver(Path meta, String path) throws IOException, PlashException {
    List<Path> directories = new ArrayList<>();
    for (Path entry : Whiteouts.entries(meta)) {
      String name = entry.getFileName().toString();
      if (name.endsWith(HIDDEN)) {
        hide(path, name.substring(0, name.length() - HIDDEN.length()));
        Files.delete(entry);
      } else {
        directories.add(entry);
      }
    }
    for (Path directory : directories) {
      takeOver(directory, path + "/" + directory.getFileName());
    }
    Files.delete(meta);
  }

  private void hide(String path, String name) throws IOException, PlashException {
    if (isReplaced(path) || below.kind(path + "/" + name) == MergedTree.Kind.MISSING) {
      return; // overlayfs shows a whiteout in a directory that hides nothing below (fs/overlayfs/readdir.c)
    }
    Path parent = directory(path);
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return; // all of it is hidden
    }
    Path place = parent.resolve(name);
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      LayerMark.REPLACED.set(place);
    } else if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      device.linkTo(place);
    }
  }

  // Tells whether the directory or one on the way to it hides all that is below.
  private boolean isReplaced(String path) throws IOException {
    Path place = layer;
    for (String name : path.split("/")) {
      place = place.resolve(name);
      if (!place.equals(layer) && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
          && LayerMark.REPLACED.isSet(place)) {
        return true;
      }
    }
    return false;
  }

  // Returns the directory, or the whiteout that hides it. The layer may lack it when nothing but the deletion happened
  // in it: then it is made like the one below.
  private Path directory(String path) throws IOException {
    Path place = layer.resolve(path.substring(Math.min(1, path.length())));
    if (path.isEmpty() || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return place;
    }
    Path parent = directory(path.substring(0, path.lastIndexOf('/')));
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return parent;
    }
    Path like = below.directory(path)
        .orElseThrow(() -> new IOException("there is no directory " + path + " below"));
    Files.createDirectory(place);
    Map<String, Object> values = Files.readAttributes(like, "unix:uid,gid,mode");
    for (String attribute : OWNER_AND_MODE) {
      Object value = values.get(attribute.substring("unix:".length()));
      Files.setAttribute(place, attribute, attribute.equals("unix:mode") ? (Integer) value & 07777 : value);
    }
    Files.setLastModifiedTime(place, Files.getLastModifiedTime(like));
    return place;
  }
}
