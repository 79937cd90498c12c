package io.plash.plan;

import io.plash.store.MergedTree;
import io.plash.store.MergedTree.Kind;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import io.plash.value.PlashException;
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

  /** A scratch directory's name of the greatest length: session, pid, start time, count. */
  private static final String LONGEST_SCRATCH = "plashtmp_4194304_4194304_18446744073709551615-99999";

  private final List<Mount> mounts = new ArrayList<>();
  private final List<String> upperFiles = new ArrayList<>();
  private final MergedTree tree;

  private Fstab(MergedTree tree) {
    this.tree = tree;
  }

  /**
   * Starts with the overlay of {@code stack}. {@code base}, a directory of empty mount points as
   * named from {@code lower/}, lies below all layers, in place of the empty root container, unless
   * 500 layers leave no room for it; {@code tree} is what all these show together.
   */
  public static Fstab overlay(LayerStack stack, String base, Optional<Upper> upper, MergedTree tree)
      throws PlashException {
    Fstab fstab = new Fstab(tree);
    fstab.mounts.add(
        new Mount("overlay", Mount.NEW_ROOT, "overlay", overlayOptions(stack, base, upper)));
    return fstab;
  }

  /** Refuses a stack that can not bear one more layer. */
  public static void requireRoomAbove(LayerStack stack) throws PlashException {
    int layers = stack.layers().size() - 1;
    if (layers >= MAX_LOWERS) {
      throw PlashException.of("container " + stack.top() + " can bear no further layer: it has " + layers
              + ", and the kernel mounts at most " + MAX_LOWERS + " at once")
          .withHint(FEWER_LAYERS);
    }
  }

  /** Binds {@code source} to {@code place}, both outside the container, before the overlay. */
  public Fstab before(String source, String place) {
    mounts.add(0, new Mount(Mount.path(source), Mount.path(place), "none", List.of("bind")));
    return this;
  }

  /**
   * Has mount(8) make the scratch directory of {@link Upper#ofScratch}, which saves the shell the start
   * of mkdir(1): X-mount.mkdir makes a missing mount point, here with the mode of the root directory.
   * What is mounted there hides it under that name; another bind of {@code tmp/}, made before and
   * without what is mounted below, shows it.
   */
  public Fstab makingScratch(String rootMode) {
    String place = "../tmp/" + LaunchPlan.SCRATCH;
    mounts.add(0, new Mount("../tmp", "../mnt", "none", List.of("bind")));
    mounts.add(1, new Mount("base", place + "/data", "none", List.of("bind", "X-mount.mkdir=" + rootMode)));
    mounts.add(2, new Mount("base", place + "/work", "none", List.of("bind", "X-mount.mkdir")));
    return this;
  }

  private static List<String> overlayOptions(LayerStack stack, String base, Optional<Upper> upper)
      throws PlashException {
    List<String> lowers = new ArrayList<>();
    for (ContainerId id : stack.layers()) {
      if (!id.equals(ContainerId.ROOT)) {
        lowers.add(id.toString());
      }
    }
    if (lowers.size() < MAX_LOWERS) {
      lowers.add(base);
    }
    List<String> options = new ArrayList<>(List.of("userxattr", "lowerdir=" + String.join(":", lowers)));
    upper.ifPresent(u -> options.add("upperdir=" + u.upper()));
    upper.ifPresent(u -> options.add("workdir=" + u.work()));
    String text = String.join(",", options).replace(LaunchPlan.SCRATCH, LONGEST_SCRATCH);
    if (lowers.size() > MAX_LOWERS || text.getBytes(StandardCharsets.UTF_8).length > MAX_OPTION_BYTES) {
      throw PlashException.of("container " + stack.top() + " has " + (stack.layers().size() - 1)
              + " layers, more than the kernel mounts at once (" + MAX_LOWERS + ")")
          .withHint(FEWER_LAYERS);
    }
    return options;
  }

  /**
   * Binds the host's {@code path} (a directory, or a file) with all that is mounted below it, where
   * the image has a place for it. A directory that the image deleted, or a dangling link leads to, is
   * made when mounting; a file is made in the upper layer, which hides what is in its place. Where that
   * can not be, or a link leads to the root or into what is mounted already, the path is left out. What
   * can not be seen is taken to be right.
   */
  public Fstab bind(String path, boolean directory, List<String> options) throws IOException {
    MergedTree.Target target = tree.resolve(path);
    if (target.kind() == (directory ? Kind.DIRECTORY : Kind.FILE) || target.kind() == Kind.UNKNOWN) {
      add(path, target, options);
    } else if (directory && target.kind() == Kind.MISSING && canMakeIn(tree.resolve(parent(target.path())))) {
      List<String> more = new ArrayList<>(options);
      more.add("X-mount.mkdir");
      add(path, target, more);
    } else if (!directory) {
      bindMadeFile(path, options);
    }
    return this;
  }

  private void bindMadeFile(String path, List<String> options) throws IOException {
    MergedTree.Target folder = tree.resolve(parent(path));
    String place = folder.path() + path.substring(path.lastIndexOf('/'));
    if (canMakeIn(folder)
        && isPlain(place)
        && add(path, new MergedTree.Target(Kind.FILE, place), options)) {
      upperFiles.add(place.substring(1));
    }
  }

  // False, and nothing added, when links of the image lead to a place that is not the image's.
  private boolean add(String path, MergedTree.Target target, List<String> options) {
    if (!target.path().equals(path)) {
      String place = Mount.path(Mount.NEW_ROOT + target.path()) + "/";
      for (Mount mount : mounts) {
        boolean overlay = mount.target().equals(Mount.NEW_ROOT);
        if (overlay ? target.path().isEmpty() : place.startsWith(mount.target() + "/")) {
          return false;
        }
      }
    }
    mounts.add(Mount.bind(path, target, options));
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
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!Character.isLetterOrDigit(path.charAt(i)) && "/._-".indexOf(path.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /**
   * Binds {@code path}, a mount point somewhere below {@code parent}, over itself with
   * {@code options}: options of a recursive bind reach only its topmost mount.
   */
  public Fstab below(String parent, String path, List<String> options) throws IOException {
    MergedTree.Target target = tree.resolve(parent);
    String place = target.path() + path.substring(parent.length());
    mounts.add(Mount.bind(path, new MergedTree.Target(Kind.DIRECTORY, place), options));
    return this;
  }

  /** Files to make, empty, in the upper layer before the overlay is mounted; relative. */
  public List<String> upperFiles() {
    return List.copyOf(upperFiles);
  }

  /** The lines, without their newlines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Mount mount : mounts) {
      lines.add(mount.line());
    }
    return lines;
  }

  /** The upper layer and the work directory of an overlay, as named from {@code lower/}. */
  public record Upper(String upper, String work) {
    /** Those in a run's scratch directory, as {@link Fstab#makingScratch} shows it. */
    public static Upper ofScratch() {
      String place = "../mnt/" + LaunchPlan.SCRATCH;
      return new Upper(place + "/data", place + "/work");
    }
  }
}
