package io.plash.launch;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.store.DataDirectoryAround;
import io.plash.store.MergedTree;
import io.plash.store.Scratch;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prepares one start of a container with mounts that the caller chooses, for {@code plash runopts}. */
public final class RunoptsLaunch {
  private static final String TARGETS = "targets";

  private final Store store;
  private final ContainerId container;

  /** Prepares starts of {@code container}. */
  public RunoptsLaunch(Store store, ContainerId container) {
    this.store = store;
    this.container = container;
  }

  /**
   * Makes the scratch directory {@code name} with a launch plan in it. Changes of the program go to
   * {@code changes/data}; when {@code changes} is empty the root is read-only. Each of {@code mounts} is bound to the
   * same path in the container, for which the scratch directory holds a mount point below all layers.
   */
  public void prepare(String name, Optional<Path> changes, List<Path> mounts) throws PlashException {
    LayerStack stack = store.stack(container);
    store.linkLowers(stack);
    try {
      Scratch scratch = Scratch.make(store.data(), name);
      Path targets = scratch.directory(TARGETS);
      for (Path mount : mounts) {
        makeTarget(targets, mount);
      }
      MergedTree tree = MergedTree.of(store, stack, targets);
      String here = scratch.fromLower();
      Optional<Fstab.Upper> upper =
          changes.map(c -> Fstab.Upper.inBoundDirectory());
      Fstab fstab = Fstab.overlay(stack, here + "/" + TARGETS, upper, tree);
      if (changes.isPresent()) {
        makeChanges(changes.get(), tree);
        fstab.bindUnderOverlay(changes.get().toString());
      }
      for (Path mount : mounts) {
        bind(fstab, mount);
      }
      String plan = LaunchPlan.of(stack, tree, fstab, ImageConfigs.of(store, stack), store.whiteoutForms(stack))
          .text(Host.uid());
      Files.write(scratch.path().resolve("plan"), plan.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw PlashException.of("cannot prepare a start of container " + container + ": " + IoReason.of(e), e);
    }
  }

  private static void makeTarget(Path targets, Path mount) throws PlashException, IOException {
    if (!Files.exists(mount)) {
      throw PlashException.of("cannot mount " + mount + ": no such file or directory");
    }
    Path target = targets.resolve(Path.of("/").relativize(mount));
    if (Files.isDirectory(mount)) {
      Files.createDirectories(target);
    } else if (!Files.exists(target)) {
      Files.createDirectories(target.getParent());
      Files.createFile(target);
    }
  }

  // There is no upper layer in which a missing place could be made. The source must be without links: once the
  // overlay is mounted over /, `..` at the top leads into it.
  private void bind(Fstab fstab, Path mount) throws PlashException, IOException {
    boolean directory = Files.isDirectory(mount);
    int before = fstab.count();
    fstab.bind(mount.toRealPath().toString(), mount.toString(), directory, List.of());
    if (fstab.count() == before || !fstab.upperFiles().isEmpty()) {
      throw PlashException.of("cannot mount " + mount + " in container " + container + ": there is no "
          + (directory ? "directory" : "file") + " at that place in the image");
    }
  }

  private static void makeChanges(Path changes, MergedTree tree) throws IOException, PlashException {
    Optional<Path> around = DataDirectoryAround.find(changes);
    if (around.isPresent()) {
      throw PlashException.of("cannot keep changes in " + changes + ": it lies in the data directory " + around.get())
          .withHint("name a directory outside of it");
    }
    Files.createDirectories(changes.resolve("work"));
    Path data = changes.resolve("data");
    if (!Files.exists(data)) {
      Files.createDirectory(data);
      Files.setAttribute(data, "unix:mode", Integer.parseInt(tree.rootMode(), 8));
    }
  }
}
