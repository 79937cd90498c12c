package io.plash.launch;

import io.plash.failure.PlashException;
import io.plash.store.MergedTree;
import io.plash.store.MergedTree.Kind;
import io.plash.store.ScratchEntry;
import io.plash.text.Characters;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mounts of a container as lines of an fstab(5): the overlay of its layers, then binds of host paths, each at
 * the place that the image has for it. {@code mount -c -a} reads the lines in the working directory {@code lower/},
 * so relative paths begin there.
 */
public final class Fstab {
  /** The largest number of lower layers that the kernel mounts: OVL_MAX_STACK in fs/overlayfs/params.c. */
  static final int MAX_LOWERS = 500;

  /** The size of a page less the final NUL: mount(2) copies one page of options and silently drops the rest. */
  static final int MAX_OPTION_BYTES = 4095;

  private static final String FEWER_LAYERS = "put more commands into one layer: fewer --layer between them";

  private static final String LONGEST_SCRATCH = "../tmp/" + ScratchEntry.LONGEST_NAME;

  private static final String LONGEST_ROOT = "/var/tmp/plash-mountpoint-4194304-XXXXXXXX";

  private final List<String> overlay;
  private final Optional<Upper> upper;
  private final List<Mount> mounts = new ArrayList<>();
  private final List<String> upperFiles = new ArrayList<>();
  private final MergedTree tree;
  private Optional<String> underOverlay = Optional.empty();

  private Fstab(List<String> overlay, Optional<Upper> upper, MergedTree tree) {
    this.overlay = overlay;
    this.upper = upper;
    this.tree = tree;
  }

  /**
   * Returns the mounts with the overlay of {@code stack} and no binds yet. The directory {@code base} of empty
   * mount points lies below all layers in place of the empty root container, unless 500 layers leave no room for it.
   * {@code tree} is what all these show together.
   */
  public static Fstab overlay(LayerStack stack, String base, Optional<Upper> upper, MergedTree tree)
      throws PlashException {
    return new Fstab(overlayOptions(stack, List.of(), base, upper), upper, tree);
  }

  /** Returns the same with the directory {@code above} between the upper layer and {@code stack}. */
  public static Fstab overlay(LayerStack stack, String above, String base, Optional<Upper> upper, MergedTree tree)
      throws PlashException {
    return new Fstab(overlayOptions(stack, List.of(above), base, upper), upper, tree);
  }

  /** Tells whether the kernel mounts {@code stack} with a directory above it and with the base. */
  public static boolean hasRoomAbove(LayerStack stack) {
    return stack.layers().size() - 1 <= MAX_LOWERS - 2;
  }

  /** Fails when the kernel would not mount {@code stack} with one more layer. */
  public static void requireRoomAbove(LayerStack stack) throws PlashException {
    int layers = stack.layers().size() - 1;
    if (layers >= MAX_LOWERS) {
      throw PlashException.of("container " + stack.top() + " can bear no further layer: it has " + layers
              + ", and the kernel mounts at most " + MAX_LOWERS + " at once")
          .withHint(FEWER_LAYERS);
    }
  }

  /**
   * Returns the options of a read-only overlay that shows the layers of {@code stack} and nothing else. The kernel
   * wants two layers at least, so the empty one of the root container is among them.
   */
  static List<String> viewOptions(LayerStack stack) throws PlashException {
    return overlayOptions(stack, List.of(), ContainerId.ROOT.toString(), Optional.empty());
  }

  /**
   * Binds {@code directory} where the container's root will be, before the overlay is mounted over it. The upper
   * layer {@link Upper#inBoundDirectory} lies in it, so that no character of its path gets into the options.
   */
  public Fstab bindUnderOverlay(String directory) {
    underOverlay = Optional.of(directory);
    return this;
  }

  private static List<String> overlayOptions(
      LayerStack stack, List<String> above, String base, Optional<Upper> upper) throws PlashException {
    List<String> lowers = new ArrayList<>(above);
    for (ContainerId id : stack.layers()) {
      if (!id.equals(ContainerId.ROOT)) {
        lowers.add(id.toString());
      }
    }
    if (lowers.size() < MAX_LOWERS) {
      lowers.add(base);
    }
    List<String> options = new ArrayList<>(List.of("userxattr", "lowerdir=" + String.join(":", lowers)));
    String text = String.join(",", withUpper(options, upper))
        .replace(LaunchPlan.SCRATCH, LONGEST_SCRATCH).replace(LaunchPlan.ROOT, LONGEST_ROOT);
    if (lowers.size() > MAX_LOWERS || text.getBytes(StandardCharsets.UTF_8).length > MAX_OPTION_BYTES) {
      throw PlashException.of("container " + stack.top() + " has " + (stack.layers().size() - 1)
              + " layers, more than the kernel mounts at once (" + MAX_LOWERS + ")")
          .withHint(FEWER_LAYERS);
    }
    return options;
  }

  private static List<String> withUpper(List<String> overlay, Optional<Upper> upper) {
    List<String> options = new ArrayList<>(overlay);
    upper.ifPresent(u -> options.add("upperdir=" + u.upper()));
    upper.ifPresent(u -> options.add("workdir=" + u.work()));
    return options;
  }

  /**
   * Binds {@code path} of the host, a directory or a file, with all that is mounted below it, at the place that the
   * image has for it. A missing directory is made when the fstab is mounted. A missing file is made in the upper
   * layer and hides whatever is in its place. Nothing is added where neither is possible, or where links of the image
   * lead to the root or into an earlier bind. A place that this user may not see is assumed to fit.
   */
  public Fstab bind(String path, boolean directory, List<String> options) throws IOException {
    return bind(path, path, directory, options);
  }

  /** Binds {@code source}, the path without links of what {@code path} is on the host, in the same way. */
  public Fstab bind(String source, String path, boolean directory, List<String> options) throws IOException {
    MergedTree.Target target = tree.resolve(path);
    if (target.kind() == (directory ? Kind.DIRECTORY : Kind.FILE) || target.kind() == Kind.UNKNOWN) {
      add(source, path, target, options);
    } else if (directory && target.kind() == Kind.MISSING && canMakeIn(tree.resolve(parent(target.path())))) {
      List<String> more = new ArrayList<>(options);
      more.add("X-mount.mkdir");
      add(source, path, target, more);
    } else if (!directory) {
      bindMadeFile(source, path, options);
    }
    return this;
  }

  private void bindMadeFile(String source, String path, List<String> options) throws IOException {
    MergedTree.Target folder = tree.resolve(parent(path));
    String place = folder.path() + path.substring(path.lastIndexOf('/'));
    if (canMakeIn(folder)
        && isOneWord(place)
        && add(source, path, new MergedTree.Target(Kind.FILE, place), options)) {
      upperFiles.add(place.substring(1));
    }
  }

  // Adds nothing and returns false when links of the image lead to the root or into an earlier bind.
  private boolean add(String source, String path, MergedTree.Target target, List<String> options) {
    if (!target.path().equals(path)) {
      if (target.path().isEmpty()) {
        return false;
      }
      String place = Mount.inNewRoot(target.path()) + "/";
      for (Mount mount : mounts) {
        if (place.startsWith(mount.target() + "/")) {
          return false;
        }
      }
    }
    mounts.add(Mount.bind(source, target, options));
    return true;
  }

  // True for a directory, and for a missing one whose parent is a directory.
  private boolean canMakeIn(MergedTree.Target target) throws IOException {
    if (target.kind() == Kind.DIRECTORY) {
      return true;
    }
    return target.kind() == Kind.MISSING && tree.resolve(parent(target.path())).kind() == Kind.DIRECTORY;
  }

  // The shell splits the list of upper files into words. An image whose /etc has an odd name gets no resolv.conf.
  private static boolean isOneWord(String path) {
    return Characters.areLetters(path, "/._-");
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** Returns the number of binds so far. */
  public int count() {
    return mounts.size();
  }

  /** Returns the relative paths of the empty files that must be in the upper layer before the overlay is mounted. */
  public List<String> upperFiles() {
    return List.copyOf(upperFiles);
  }

  /** Returns the lines, without newlines, for a container whose root is mounted at {@code root}. */
  public List<String> lines(String root) {
    List<Mount> all = new ArrayList<>();
    underOverlay.ifPresent(b -> all.add(new Mount(Mount.path(b), Mount.NEW_ROOT, "none", List.of("bind"))));
    all.add(new Mount("overlay", Mount.NEW_ROOT, "overlay", withUpper(overlay, upper)));
    all.addAll(mounts);
    List<String> lines = new ArrayList<>();
    for (Mount mount : all) {
      lines.add(mount.line().replace(LaunchPlan.ROOT, root));
    }
    return lines;
  }

  /** Returns the options of the overlay without those of the upper layer. */
  String overlayOptions() {
    return String.join(",", overlay);
  }

  /** Returns the upper layer, if there is one. */
  Optional<Upper> upper() {
    return upper;
  }

  /** Returns the directory of {@link #bindUnderOverlay} as a field of fstab(5); empty when there is none. */
  String underOverlay() {
    return underOverlay.map(Mount::path).orElse("");
  }

  /** Returns the lines of the binds; their targets are paths in the container. */
  List<String> binds() {
    List<String> lines = new ArrayList<>();
    for (Mount mount : mounts) {
      lines.add(mount.line().replace(LaunchPlan.ROOT, ""));
    }
    return lines;
  }

  /** The upper layer and the work directory of an overlay, relative to {@code lower/}. */
  public record Upper(String upper, String work) {
    /** Returns those in the scratch directory of a run. */
    public static Upper ofScratch() {
      return new Upper(LaunchPlan.SCRATCH + "/data", LaunchPlan.SCRATCH + "/work");
    }

    /** Returns those in the directory of {@link Fstab#bindUnderOverlay}. */
    public static Upper inBoundDirectory() {
      return new Upper(LaunchPlan.ROOT + "/data", LaunchPlan.ROOT + "/work");
    }

    /** Whether they lie in a run's scratch directory. */
    boolean isInScratch() {
      return upper.startsWith(LaunchPlan.SCRATCH);
    }
  }
}
