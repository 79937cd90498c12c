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
 * What is mounted to start a program: the overlay of the layers, then binds of host paths, each at
 * the place the image offers for it. {@code mount -c -a} in {@code plash--enter} reads the lines,
 * with {@code lower/} as working directory.
 */
public final class Fstab {
  /** Most lower layers the kernel takes, fs/overlayfs/params.c OVL_MAX_STACK. */
  static final int MAX_LOWERS = 500;

  /** mount(2) copies one page of options and drops the rest silently; one byte is the final NUL. */
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
   * Starts with the overlay of {@code stack}. {@code base}, a directory of empty mount points as
   * named from {@code lower/}, lies below all layers, in place of the empty root container, unless
   * 500 layers leave no room for it; {@code tree} is what all these show together.
   */
  public static Fstab overlay(LayerStack stack, String base, Optional<Upper> upper, MergedTree tree)
      throws PlashException {
    return new Fstab(overlayOptions(stack, List.of(), base, upper), upper, tree);
  }

  /** The same with the directory {@code above}, as named from {@code lower/}, between upper layer and stack. */
  public static Fstab overlay(LayerStack stack, String above, String base, Optional<Upper> upper, MergedTree tree)
      throws PlashException {
    return new Fstab(overlayOptions(stack, List.of(above), base, upper), upper, tree);
  }

  /** Whether {@code stack} leaves room for a directory above it and for the base. */
  public static boolean hasRoomAbove(LayerStack stack) {
    return stack.layers().size() - 1 <= MAX_LOWERS - 2;
  }

  /** Refuses a stack that cannot bear one more layer. */
  public static void requireRoomAbove(LayerStack stack) throws PlashException {
    int layers = stack.layers().size() - 1;
    if (layers >= MAX_LOWERS) {
      throw PlashException.of("container " + stack.top() + " can bear no further layer: it has " + layers
              + ", and the kernel mounts at most " + MAX_LOWERS + " at once")
          .withHint(FEWER_LAYERS);
    }
  }

  /**
   * The options of an overlay that shows the layers of {@code stack} and nothing else, read-only. The
   * root container's layer makes the second that the kernel asks for.
   */
  static List<String> viewOptions(LayerStack stack) throws PlashException {
    return overlayOptions(stack, List.of(), ContainerId.ROOT.toString(), Optional.empty());
  }

  /**
   * Binds {@code directory} where the container's root will be, before the overlay covers it: the upper
   * layer {@link Upper#inBoundDirectory} lies in it then, and no character of its path reaches the options.
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
   * Binds the host's {@code path} (a directory, or a file) with all that is mounted below it, where
   * the image has a place for it. A directory that the image deleted, or a dangling link leads to, is
   * made when mounting; a file is made in the upper layer, which hides what is in its place. Where that
   * cannot be, or a link leads to the root or into what is mounted already, the path is left out. What
   * cannot be seen is taken to be right.
   */
  public Fstab bind(String path, boolean directory, List<String> options) throws IOException {
    return bind(path, path, directory, options);
  }

  /** The same for {@code source}, a path without links that {@code path} leads to. */
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

  // False, and nothing added, when links of the image lead to a place that is not the image's.
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

  // A directory, or one that can be made: missing where its parent is a directory.
  private boolean canMakeIn(MergedTree.Target target) throws IOException {
    if (target.kind() == Kind.DIRECTORY) {
      return true;
    }
    return target.kind() == Kind.MISSING && tree.resolve(parent(target.path())).kind() == Kind.DIRECTORY;
  }

  // The shell reads the list of upper files word by word; an image with another name for /etc goes without.
  private static boolean isOneWord(String path) {
    return Characters.areLetters(path, "/._-");
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** How many binds there are by now. */
  public int count() {
    return mounts.size();
  }

  /** Files to make, empty, in the upper layer before the overlay is mounted; relative. */
  public List<String> upperFiles() {
    return List.copyOf(upperFiles);
  }

  /** The lines, without their newlines, for a container's root that is mounted at {@code root}. */
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

  /** The options of the overlay, those of an upper layer left out. */
  String overlayOptions() {
    return String.join(",", overlay);
  }

  /** The upper layer, if there is one. */
  Optional<Upper> upper() {
    return upper;
  }

  /** What {@link #bindUnderOverlay} binds, as a field of fstab(5); empty when nothing is. */
  String underOverlay() {
    return underOverlay.map(Mount::path).orElse("");
  }

  /** The lines of the binds, their targets given by the path that they have in the container. */
  List<String> binds() {
    List<String> lines = new ArrayList<>();
    for (Mount mount : mounts) {
      lines.add(mount.line().replace(LaunchPlan.ROOT, ""));
    }
    return lines;
  }

  /** The upper layer and the work directory of an overlay, as named from {@code lower/}. */
  public record Upper(String upper, String work) {
    /** Those in a run's scratch directory. */
    public static Upper ofScratch() {
      return new Upper(LaunchPlan.SCRATCH + "/data", LaunchPlan.SCRATCH + "/work");
    }

    /** Those in what {@link Fstab#bindUnderOverlay} binds. */
    public static Upper inBoundDirectory() {
      return new Upper(LaunchPlan.ROOT + "/data", LaunchPlan.ROOT + "/work");
    }

    /** Whether they lie in a run's scratch directory. */
    boolean isInScratch() {
      return upper.startsWith(LaunchPlan.SCRATCH);
    }
  }
}
