package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.launch.Fstab;
import io.plash.launch.ImageProfile;
import io.plash.launch.StandardMounts;
import io.plash.oci.LayerRecord;
import io.plash.program.CleanupOnSignal;
import io.plash.program.RunningProgram;
import io.plash.store.Container;
import io.plash.store.DataPaths;
import io.plash.store.MergedTree;
import io.plash.store.Scratch;
import io.plash.union.WhiteoutForm;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A layer under construction: a scratch directory with an empty upper layer, and the fstab that mounts it on top of
 * its parent. It is invisible until {@link #commit}; closing deletes the scratch directory.
 */
final class LayerDraft implements AutoCloseable {
  /** More milliseconds than a program takes from entering its namespaces to seeing the layer. */
  private static final int ENTERING_MILLIS = 100;

  private static final String HOST_FILES = "host"; // the directory above the parent

  private static final String SHELL_DOUBT = "doubt"; // plash--enter reads it

  private final CommandContext context;
  private final Foundation foundation;
  private final Ground ground;
  private final Scratch scratch;
  private final Path node;
  private final String root;
  private final Optional<Path> hostEtc;
  private final boolean showsResolvConf;

  private LayerDraft(
      CommandContext context, Foundation foundation, Ground ground, Scratch scratch, String root,
      Optional<Path> hostEtc) {
    this.context = context;
    this.foundation = foundation;
    this.ground = ground;
    this.scratch = scratch;
    this.root = root;
    this.node = DataPaths.nodeIn(scratch.path());
    this.hostEtc = hostEtc;
    this.showsResolvConf = hostEtc.isPresent() || ResolvConf.isReadable();
  }

  /** Makes an empty layer upon {@code foundation}. */
  static LayerDraft on(CommandContext context, Foundation foundation) throws PlashException {
    return on(context, foundation, Ground.NONE);
  }

  /** Makes one for a session that mounts {@code ground}. */
  static LayerDraft on(CommandContext context, Foundation foundation, Ground ground) throws PlashException {
    Fstab.requireRoomAbove(foundation.stack());
    return on(context, foundation, ground, Scratch.make(context.store().data()), context.newRoot(), Optional.empty());
  }

  /**
   * Makes an empty layer upon {@code next}, in the scratch directory of this one, whose layer has become a container,
   * for a session that mounts {@code under}. Where something stays mounted in that directory, or a FUSE server has left
   * something, it is made in another one.
   */
  LayerDraft next(Foundation next, Ground under) throws PlashException {
    Fstab.requireRoomAbove(next.stack());
    if (context.isFailsafe() || !context.union().word().isEmpty()) {
      close();
      return on(context, next, under);
    }
    try {
      if (foundation.shellDoubt().isPresent()) {
        scratch.delete(SHELL_DOUBT);
      }
    } catch (IOException e) {
      throw unprepared(next, e);
    }
    return on(context, next, under, scratch, context.newRoot(), hostEtc);
  }

  private static LayerDraft on(
      CommandContext context, Foundation foundation, Ground ground, Scratch scratch, String root,
      Optional<Path> hostEtc) throws PlashException {
    try {
      Optional<Path> etc = showResolvConf(foundation, scratch, hostEtc);
      LayerDraft draft = new LayerDraft(context, foundation, ground, scratch, root, etc);
      draft.prepare();
      return draft;
    } catch (IOException e) {
      new ScratchCleaner(context).discard(scratch);
      throw unprepared(foundation, e);
    } catch (PlashException e) {
      new ScratchCleaner(context).discard(scratch);
      throw e;
    }
  }

  private static PlashException unprepared(Foundation foundation, IOException e) {
    return PlashException.of("cannot prepare a layer on container " + foundation.id() + ": " + IoReason.of(e), e);
  }

  // Returns the /etc of the container that lies in HOST_FILES with the host's resolv.conf; `made` is that which does so
  // already.
  private static Optional<Path> showResolvConf(Foundation foundation, Scratch scratch, Optional<Path> made)
      throws IOException {
    Optional<Path> etc = foundation.tree().directory(ResolvConf.DIRECTORY);
    if (etc.isEmpty() || !Fstab.hasRoomAbove(foundation.stack())) {
      return Optional.empty();
    }
    boolean isThere = etc.equals(made)
        || ResolvConf.isReadable() && ResolvConf.place(scratch.directory(HOST_FILES), etc.get());
    return isThere ? etc : Optional.empty();
  }

  private void prepare() throws IOException, PlashException {
    scratch.directory("work");
    scratch.makeNodeWithRoot();
    Path upperRoot = DataPaths.rootOf(node);
    Path upperName = scratch.path().relativize(upperRoot);
    String here = scratch.fromLower();
    Fstab fstab = overlay(context.union().isInMemory()
        ? new Fstab.Upper(here + "/changes/data", here + "/changes/work") // of union_layer_begin in lib/union.sh
        : new Fstab.Upper(here + "/" + upperName, here + "/work"));
    StandardMounts.addForBuild(fstab, foundation.hostDirectories(), context.surroundings());
    for (String file : fstab.upperFiles()) {
      scratch.directory(upperName + "/" + file.substring(0, Math.max(file.lastIndexOf('/'), 0)));
      Files.writeString(upperRoot.resolve(file), "");
    }
    Files.setAttribute(upperRoot, "unix:mode", Integer.parseInt(foundation.tree().rootMode(), 8));
    write("fstab", String.join("\n", fstab.lines(root)) + "\n");
    if (foundation.shellDoubt().isPresent()) {
      write(SHELL_DOUBT, foundation.shellDoubt().get() + "\n");
    }
  }

  // Adds the host's resolv.conf: as a file that the layer can change, or as one that plash--surround binds where such a
  // file cannot be made.
  private Fstab overlay(Fstab.Upper upper) throws IOException, PlashException {
    String base = ground.below(scratch.fromLower());
    LayerStack stack = ground.above(foundation.stack());
    MergedTree tree = foundation.tree();
    if (hostEtc.isPresent()) {
      return Fstab.overlay(stack, scratch.fromLower() + "/" + HOST_FILES, base, Optional.of(upper), tree);
    }
    Fstab fstab = Fstab.overlay(stack, base, Optional.of(upper), tree);
    String path = StandardMounts.RESOLV_CONF;
    return showsResolvConf ? fstab.bind(context.surroundings() + path, path, false, List.of()) : fstab;
  }

  /** Returns the path, relative to {@code lower/}, of an fstab that mounts the ground; empty when there is none. */
  String groundFstab() throws PlashException {
    String here = scratch.fromLower();
    Optional<String> text = ground.fstab(here);
    if (text.isEmpty()) {
      return "";
    }
    try {
      scratch.directory(Ground.DIRECTORY);
      write(Ground.FSTAB, text.get());
    } catch (IOException e) {
      throw unprepared(foundation, e);
    }
    return here + "/" + Ground.FSTAB;
  }

  /** Returns the commands for the image's shell after /etc/profile, see {@link ImageProfile}. */
  String profile() {
    return ImageProfile.text(foundation.config());
  }

  /** Returns the same commands in pieces for arguments of a program. */
  List<String> profilePieces() {
    return ImageProfile.pieces(foundation.config());
  }

  /** Returns the path where the root of the layer is mounted. */
  String root() {
    return root;
  }

  /** Returns the path of the scratch directory relative to {@code lower/}. */
  String fromLower() {
    return scratch.fromLower();
  }

  /**
   * Writes a file in the scratch directory. It is not emptied first, since ext4 takes that for a replacement, which it
   * writes to disk at once (ext4(5), auto_da_alloc).
   */
  void write(String name, String text) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel file =
        FileChannel.open(scratch.path().resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.truncate(file.position());
    }
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
      throw unprepared(foundation, e);
    }
  }

  /** Writes down by which names the layer is known elsewhere. */
  void remember(LayerRecord record) throws PlashException {
    try {
      write(scratch.path().relativize(DataPaths.ociOf(node)).toString(), record.text());
    } catch (IOException e) {
      throw unprepared(foundation, e);
    }
  }

  /** Makes the layer a container, for which each of {@code keys} stands. */
  Container commit(List<String> keys) throws PlashException {
    if (showsResolvConf) {
      ResolvConf.delete(context, DataPaths.rootOf(node));
    }
    if (context.union().whiteouts() != WhiteoutForm.DEVICE) {
      tellForm(context.union().whiteouts());
    }
    return context.store().add(foundation.node(), node, keys);
  }

  private void tellForm(WhiteoutForm form) throws PlashException {
    try {
      Files.writeString(DataPaths.whiteoutsOf(node), form.label() + "\n");
    } catch (IOException e) {
      throw PlashException.of("cannot keep a layer on container " + foundation.id() + ": " + IoReason.of(e), e);
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
