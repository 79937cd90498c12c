package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfig;
import io.plash.imageconfig.ImageConfigs;
import io.plash.launch.Fstab;
import io.plash.launch.ImageProfile;
import io.plash.launch.LaunchPlan;
import io.plash.launch.ShellDoubt;
import io.plash.launch.StandardMounts;
import io.plash.oci.LayerRecord;
import io.plash.program.CleanupOnSignal;
import io.plash.program.RunningProgram;
import io.plash.store.DataPaths;
import io.plash.store.MergedTree;
import io.plash.store.Scratch;
import io.plash.store.Store;
import io.plash.union.WhiteoutForm;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A layer under construction: a scratch directory with an empty upper layer, and the fstab that mounts it on top of
 * its parent. It is invisible until {@link #commit}; closing deletes what was not committed.
 */
final class LayerDraft implements AutoCloseable {
  /** More milliseconds than a program takes from entering its namespaces to seeing the layer. */
  private static final int ENTERING_MILLIS = 100;

  private static final String HOST_FILES = "host"; // the directory above the parent

  private final CommandContext context;
  private final ContainerId parent;
  private final Scratch scratch;
  private final MergedTree tree;
  private final Path node;
  private final String root;
  private final ImageConfig config;

  private LayerDraft(CommandContext context, ContainerId parent, Scratch scratch, MergedTree tree, ImageConfig config)
      throws PlashException {
    this.context = context;
    this.root = context.newRoot();
    this.parent = parent;
    this.scratch = scratch;
    this.tree = tree;
    this.config = config;
    this.node = DataPaths.nodeIn(scratch.path());
  }

  /** Makes an empty layer on top of {@code parent}. */
  static LayerDraft on(CommandContext context, ContainerId parent) throws PlashException {
    Store store = context.store();
    LayerStack stack = store.stack(parent);
    Fstab.requireRoomAbove(stack);
    context.requireReadable(stack);
    store.linkLowers(stack);
    MergedTree tree = MergedTree.of(store, stack);
    ImageConfig config = ImageConfigs.of(store, stack);
    LayerDraft draft = new LayerDraft(context, parent, Scratch.make(store.data()), tree, config);
    try {
      draft.prepare(stack);
      return draft;
    } catch (IOException e) {
      draft.close();
      throw PlashException.of("cannot prepare a layer on container " + parent + ": " + IoReason.of(e), e);
    } catch (PlashException e) {
      draft.close();
      throw e;
    }
  }

  private void prepare(LayerStack stack) throws IOException, PlashException {
    scratch.directory("work");
    scratch.makeNodeWithRoot();
    Path upperRoot = DataPaths.rootOf(node);
    Path upperName = scratch.path().relativize(upperRoot);
    String here = scratch.fromLower();
    Fstab fstab = overlay(stack, context.union().isInMemory()
        ? new Fstab.Upper(here + "/changes/data", here + "/changes/work") // of union_layer_begin in lib/union.sh
        : new Fstab.Upper(here + "/" + upperName, here + "/work"));
    StandardMounts.addForBuild(fstab, Host.directories(StandardMounts.ofBuild()), context.surroundings());
    for (String file : fstab.upperFiles()) {
      scratch.directory(upperName + "/" + file.substring(0, Math.max(file.lastIndexOf('/'), 0)));
      Files.writeString(upperRoot.resolve(file), "");
    }
    Files.setAttribute(upperRoot, "unix:mode", Integer.parseInt(tree.rootMode(), 8));
    write("fstab", String.join("\n", fstab.lines(root)) + "\n");
    Optional<String> doubt = ShellDoubt.of(tree);
    if (doubt.isPresent()) {
      write("doubt", doubt.get() + "\n");
    }
  }

  // Adds the host's resolv.conf: as a file that the layer can change, or as one that plash--surround binds where such a
  // file cannot be made.
  private Fstab overlay(LayerStack stack, Fstab.Upper upper) throws IOException, PlashException {
    String base = DataPaths.BASE;
    if (!ResolvConf.isReadable()) {
      return Fstab.overlay(stack, base, Optional.of(upper), tree);
    }
    if (Fstab.hasRoomAbove(stack) && ResolvConf.place(scratch.directory(HOST_FILES), tree)) {
      return Fstab.overlay(stack, scratch.fromLower() + "/" + HOST_FILES, base, Optional.of(upper), tree);
    }
    Fstab fstab = Fstab.overlay(stack, base, Optional.of(upper), tree);
    String path = StandardMounts.RESOLV_CONF;
    return fstab.bind(context.surroundings() + path, path, false, List.of());
  }

  /** Returns the shell that the image has for root, or nothing when the parent has no /bin/sh. */
  String rootShell() throws PlashException {
    try {
      return LaunchPlan.rootShell(tree);
    } catch (IOException e) {
      throw PlashException.of("cannot look into container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /** Returns the program that is started when the user names none. */
  List<String> command() throws PlashException {
    try {
      return LaunchPlan.command(tree, config);
    } catch (IOException e) {
      throw PlashException.of("cannot look into container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /** Returns the commands for the image's shell after /etc/profile, see {@link ImageProfile}. */
  String profile() {
    return ImageProfile.text(config);
  }

  /** Returns the same commands in pieces for arguments of a program. */
  List<String> profilePieces() {
    return ImageProfile.pieces(config);
  }

  /** Returns the path where the root of the layer is mounted. */
  String root() {
    return root;
  }

  /** Returns the path of the scratch directory relative to {@code lower/}. */
  String fromLower() {
    return scratch.fromLower();
  }

  /** Writes a file in the scratch directory. */
  void write(String name, String text) throws IOException {
    Files.write(scratch.path().resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Tells whether a step inside has written anything to the file {@code name} of the scratch directory. */
  boolean hasOutput(String name) throws IOException {
    Path file = scratch.path().resolve(name);
    return Files.exists(file) && Files.size(file) > 0;
  }

  /** Tells whether a step inside has already written to stderr why it failed. */
  boolean saidWhyItFailed() {
    return Files.exists(scratch.path().resolve("failed"));
  }

  /**
   * Writes down what makes the layer. This comes before it is made: when its overlay is unmounted the kernel writes
   * the whole file system to disk (ovl_sync_fs() in fs/overlayfs/super.c), and this file with it.
   */
  void describe(String origin) throws PlashException {
    try {
      write(scratch.path().relativize(DataPaths.scriptOf(node)).toString(), origin);
    } catch (IOException e) {
      throw PlashException.of("cannot prepare a layer on container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /** Writes down by which names the layer is known elsewhere. */
  void remember(LayerRecord record) throws PlashException {
    try {
      write(scratch.path().relativize(DataPaths.ociOf(node)).toString(), record.text());
    } catch (IOException e) {
      throw PlashException.of("cannot prepare a layer on container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /** Makes the layer a container and returns its id. */
  ContainerId commit() throws PlashException {
    if (Files.exists(scratch.path().resolve(HOST_FILES))) {
      ResolvConf.delete(context, DataPaths.rootOf(node));
    }
    if (context.union().whiteouts() != WhiteoutForm.DEVICE) {
      tellForm(context.union().whiteouts());
    }
    return context.store().add(parent, node);
  }

  private void tellForm(WhiteoutForm form) throws PlashException {
    try {
      Files.writeString(DataPaths.whiteoutsOf(node), form.label() + "\n");
    } catch (IOException e) {
      throw PlashException.of("cannot keep a layer on container " + parent + ": " + IoReason.of(e), e);
    }
  }

  /** Ends the programs that still run in the layer, since nobody may change it once it is a container. */
  void evict() throws PlashException {
    new ScratchCleaner(context).evict(scratch.path());
  }

  /** Has a signal that ends this process kill {@code program} and delete the layer, until the result is closed. */
  CleanupOnSignal discardOnSignal(RunningProgram program) {
    return new CleanupOnSignal(() -> {
      try {
        program.kill(); // a pid namespace is empty then: the kernel sees to it before its process 1 goes
        evict();
        Thread.sleep(ENTERING_MILLIS);
        evict();
        close();
      } catch (PlashException | InterruptedException e) {
        return; // the next command finds what is left
      }
    });
  }

  @Override
  public void close() throws PlashException {
    new ScratchCleaner(context).discard(scratch);
  }
}
