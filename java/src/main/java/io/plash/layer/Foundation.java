package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfig;
import io.plash.imageconfig.ImageConfigs;
import io.plash.launch.LaunchPlan;
import io.plash.launch.ShellDoubt;
import io.plash.launch.StandardMounts;
import io.plash.store.Container;
import io.plash.store.DataPaths;
import io.plash.store.MergedTree;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a layer under construction lies upon: a container, and what is known of it. Layers never change, so what is
 * known of one holds for the next, for which only the layer between the two is looked at.
 *
 * @param node the real path of the node of the container
 * @param tree what the container shows
 * @param config what its image says about starting programs
 * @param hostDirectories those that its layers see of the host
 * @param shell the shell of root; empty when there is no /bin/sh
 * @param shellDoubt why that shell may not start, if there is a reason
 */
record Foundation(
    LayerStack stack, Path node, MergedTree tree, ImageConfig config, List<String> hostDirectories, String shell,
    Optional<String> shellDoubt) {

  /** Looks at container {@code id}, and makes sure that the union can show it. */
  static Foundation of(CommandContext context, ContainerId id) throws PlashException {
    Store store = context.store();
    LayerStack stack = store.stack(id);
    context.requireReadable(stack);
    store.linkLowers(stack);
    MergedTree tree = MergedTree.of(store, stack);
    try {
      return new Foundation(stack, store.node(id), tree, ImageConfigs.of(store, stack),
          Host.directories(StandardMounts.ofBuild()), LaunchPlan.rootShell(tree), ShellDoubt.of(tree));
    } catch (IOException e) {
      throw unreadable(id, e);
    }
  }

  /** Returns the foundation that {@code layer} is, which was built upon this one. */
  Foundation with(Container layer) throws PlashException {
    LayerStack higher = stack.with(layer.id());
    try {
      MergedTree whole = tree.with(DataPaths.rootOf(layer.node()));
      boolean same = whole.showsWhatLiesBelow();
      return new Foundation(higher, layer.node(), whole, config, hostDirectories,
          same ? shell : LaunchPlan.rootShell(whole), same ? shellDoubt : ShellDoubt.of(whole));
    } catch (IOException e) {
      throw unreadable(layer.id(), e);
    }
  }

  /** Returns the container. */
  ContainerId id() {
    return stack.top();
  }

  /** Returns the program that is started when the user names none. */
  List<String> command() throws PlashException {
    try {
      return LaunchPlan.command(tree, config);
    } catch (IOException e) {
      throw unreadable(id(), e);
    }
  }

  private static PlashException unreadable(ContainerId id, IOException e) {
    return PlashException.of("cannot look into container " + id + ": " + IoReason.of(e), e);
  }
}
