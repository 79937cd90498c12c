package io.plash.launch;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfig;
import io.plash.imageconfig.ImageConfigs;
import io.plash.store.AtomicFile;
import io.plash.store.DataPaths;
import io.plash.store.MergedTree;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.util.Optional;

/** Writes the launch plans of containers beside their layers. */
public final class LaunchPlanWriter {
  private final Store store;

  /** Writes plans for containers of {@code store}. */
  public LaunchPlanWriter(Store store) {
    this.store = store;
  }

  /**
   * Writes the plan of a new container. A failure, such as a full disk, is no failure of making the container: its
   * first start writes the plan, or tells what is wrong.
   */
  public void writeNew(ContainerId id) {
    try {
      write(id);
    } catch (PlashException e) {
      return;
    }
  }

  /**
   * Does the same for a container whose stack, tree and configuration are known. Its layers have their links in
   * {@code lower/}.
   */
  public void writeNew(LayerStack stack, MergedTree tree, ImageConfig config) {
    try {
      write(stack, tree, config);
    } catch (PlashException e) {
      return;
    }
  }

  /** Writes the plan of container {@code id} for the user of this process, and replaces an older one. */
  public void write(ContainerId id) throws PlashException {
    LayerStack stack = store.stack(id);
    store.linkLowers(stack);
    write(stack, MergedTree.of(store, stack), ImageConfigs.of(store, stack));
  }

  private void write(LayerStack stack, MergedTree tree, ImageConfig config) throws PlashException {
    try {
      Fstab fstab = Fstab.overlay(stack, DataPaths.BASE, Optional.of(Fstab.Upper.ofScratch()), tree);
      StandardMounts.addForRun(fstab);
      long uid = Host.uid();
      LaunchPlan plan = LaunchPlan.of(stack, tree, fstab, config, store.whiteoutForms(stack));
      AtomicFile.write(store.data(), DataPaths.planOf(store.node(stack.top()), uid), plan.text(uid));
    } catch (IOException e) {
      throw PlashException.of("cannot look into container " + stack.top() + ": " + IoReason.of(e), e);
    }
  }
}
