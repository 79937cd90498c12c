package io.plash.store;

import io.plash.failure.PlashException;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what overlayfs will show of a stack of layers, without mounting it. Symbolic links are followed inside the
 * image and never on the host, since an image may be hostile. Layers never change, so what was found once is kept.
 */
public final class MergedTree {
  /** The kinds of what is found at a path. */
  public enum Kind {
    /** Nothing. */
    MISSING,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** A regular file. */
    FILE,
    /** Anything else: a device, a pipe, a socket, or links that go in a circle. */
    OTHER,
    /** Perhaps something: a directory on the way belongs to another id, and this user may not read it. */
    UNKNOWN
  }

  /** What a path leads to: a kind that is never SYMLINK, and the path of that from the root, without links. */
  public record Target(Kind kind, String path) {}

  private record Found(Kind kind, Path place) {
    static final Found MISSING = new Found(Kind.MISSING, Path.of(""));
    static final Found UNKNOWN = new Found(Kind.UNKNOWN, Path.of(""));
  }

  private static final int MAX_LINKS = 40; // what the kernel follows, path_resolution(7)
  private static final int FORMAT_MASK = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int SYMLINK = 0120000;
  private static final int HEAD_BYTES = 4096;

  private final List<TreeLayer> layers;
  private final Optional<MergedTree> below;
  private final Map<String, Found> known = new HashMap<>();

  // Where `layers` have nothing, `below` decides.
  private MergedTree(List<TreeLayer> layers, Optional<MergedTree> below) {
    this.layers = layers;
    this.below = below;
  }

  /**
   * Returns the tree that programs in {@code stack} see. Its lowest layer has the mount points of every container
   * and takes the place of the empty root container.
   */
  public static MergedTree of(Store store, LayerStack stack) throws PlashException {
    return of(store, stack, store.data().lower().resolve(DataPaths.BASE));
  }

  /** Returns the same with {@code base} as the directory of mount points. */
  public static MergedTree of(Store store, LayerStack stack, Path base) throws PlashException {
    List<Path> layers = new ArrayList<>();
    Path node = store.node(stack.top());
    for (int i = 1; i < stack.layers().size(); i++, node = node.getParent()) {
      layers.add(DataPaths.rootOf(node));
    }
    layers.add(base);
    return of(layers);
  }

  /** Returns the tree of these directories, the topmost layer first. */
  public static MergedTree of(List<Path> layers) {
    return new MergedTree(layers.stream().map(TreeLayer::new).toList(), Optional.empty());
  }

  /**
   * Returns the tree of the layer {@code top} upon this one. It asks {@code top} alone about what this one was asked
   * before, and not even that about what {@code top} cannot have.
   */
  public MergedTree with(Path top) {
    return new MergedTree(List.of(new TreeLayer(top)), Optional.of(this));
  }

  /** Tells whether all that was ever found in the tree below the topmost layer of this one is the same here. */
  public boolean showsWhatLiesBelow() throws IOException {
    if (below.isEmpty()) {
      return false;
    }
    for (String path : below.get().known.keySet()) {
      if (layers.get(0).mayHave(path)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the kind of the file {@code path} itself: a link in its last part is not followed. */
  public Kind kind(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    Target parent = resolve(path.substring(0, Math.max(slash, 0)));
    if (parent.kind() != Kind.DIRECTORY) {
      return parent.kind() == Kind.UNKNOWN ? Kind.UNKNOWN : Kind.MISSING;
    }
    return find(parent.path() + path.substring(slash)).kind();
  }

  /** Returns what {@code path} leads to when all links are followed inside the image. */
  public Target resolve(String path) throws IOException {
    Deque<String> rest = new ArrayDeque<>();
    pushAll(rest, path);
    StringBuilder done = new StringBuilder();
    Kind kind = Kind.DIRECTORY;
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        done.setLength(Math.max(done.lastIndexOf("/"), 0));
        continue;
      }
      String candidate = done + "/" + name;
      Found found =
          switch (kind) {
            case DIRECTORY -> find(candidate);
            case UNKNOWN -> Found.UNKNOWN;
            default -> Found.MISSING;
          };
      if (found.kind() == Kind.SYMLINK && links++ < MAX_LINKS) {
        String target = Files.readSymbolicLink(found.place()).toString();
        if (target.startsWith("/")) {
          done.setLength(0);
        }
        pushAll(rest, target);
        continue;
      }
      kind = found.kind() == Kind.SYMLINK ? Kind.OTHER : found.kind();
      done.append('/').append(name);
    }
    return new Target(kind, done.toString());
  }

  /**
   * Returns where the directory {@code path} lies in the topmost layer that has it; empty when {@code path} is not a
   * directory or has links in it.
   */
  public Optional<Path> directory(String path) throws IOException {
    Target target = resolve(path);
    boolean there = target.kind() == Kind.DIRECTORY && target.path().equals(path);
    return there ? Optional.of(find(path).place()) : Optional.empty();
  }

  /** Returns the first 4 KiB of the regular file that {@code path} leads to, if this user can read one there. */
  public Optional<String> head(String path) throws IOException {
    Target target = resolve(path);
    if (target.kind() != Kind.FILE) {
      return Optional.empty();
    }
    Path place = find(target.path()).place();
    if (!Files.isReadable(place)) {
      return Optional.empty();
    }
    try (InputStream content = Files.newInputStream(place)) {
      return Optional.of(new String(content.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1));
    }
  }

  /** Returns the permission bits of the root directory in octal digits. */
  public String rootMode() throws IOException {
    return Integer.toOctalString(mode(layers.get(0).root()) & 07777);
  }

  private static void pushAll(Deque<String> rest, String path) {
    String[] names = path.split("/");
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        rest.push(names[i]);
      }
    }
  }

  // All parents of the path must be directories.
  private Found find(String path) throws IOException {
    Found found = known.get(path);
    if (found == null) {
      found = search(path);
      known.put(path, found);
    }
    return found;
  }

  private Found search(String path) throws IOException {
    String[] names = path.substring(1).split("/");
    for (TreeLayer layer : layers) {
      Optional<Found> found = layer.mayHave(path) ? findIn(layer.root(), names) : Optional.empty();
      if (found.isPresent()) {
        return found.get();
      }
    }
    return below.isPresent() ? below.get().find(path) : Found.MISSING;
  }

  // Returns what one layer says about a path: it has it, it deletes it, or (empty) the next layer decides.
  private static Optional<Found> findIn(Path layer, String[] names) throws IOException {
    Path place = layer;
    boolean opaque = false;
    for (int i = 0; i < names.length; i++) {
      place = place.resolve(names[i]);
      Map<String, Object> attributes;
      try {
        attributes = Files.readAttributes(place, "unix:mode,rdev,size", LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        return opaque ? Optional.of(Found.MISSING) : Optional.empty();
      } catch (AccessDeniedException e) {
        return Optional.of(Found.UNKNOWN);
      }
      int format = (Integer) attributes.get("mode") & FORMAT_MASK;
      if (format == CHARACTER_DEVICE && (Long) attributes.get("rdev") == 0
          || format == REGULAR && (Long) attributes.get("size") == 0 && isWhiteout(place)) {
        return Optional.of(Found.MISSING);
      }
      boolean last = i == names.length - 1;
      if (last || format != DIRECTORY) {
        return Optional.of(last ? new Found(kindOf(format), place) : Found.MISSING);
      }
      opaque |= isOpaque(place);
    }
    return Optional.of(new Found(Kind.DIRECTORY, place));
  }

  private static Kind kindOf(int format) {
    return switch (format) {
      case DIRECTORY -> Kind.DIRECTORY;
      case SYMLINK -> Kind.SYMLINK;
      case REGULAR -> Kind.FILE;
      default -> Kind.OTHER;
    };
  }

  // Where a layer cannot hold a device 0:0, see union.WhiteoutForm.
  private static boolean isWhiteout(Path file) {
    try {
      return Files.getAttribute(file, "user:overlay.whiteout") != null;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Tells whether {@code root}, the root of a layer, says that nothing of the layers below is to be seen. */
  public static boolean hidesAll(Path root) {
    return isOpaque(root) || Files.exists(root.resolve(".wh..wh..opq")); // of fuse-overlayfs
  }

  // With the option userxattr, overlayfs writes the mark to user.overlay.opaque.
  private static boolean isOpaque(Path directory) {
    try {
      return Files.getAttribute(directory, "user:overlay.opaque") instanceof byte[] value
          && value.length == 1
          && value[0] == 'y';
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode");
  }
}
