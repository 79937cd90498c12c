package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;
import io.plash.imageconfig.ImageConfigs;
import io.plash.layer.Announcement;
import io.plash.layer.PackedLayer;
import io.plash.program.CleanupOnSignal;
import io.plash.record.Dependencies;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.text.TerminalText;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The import of an image: its source unpacks it into a scratch directory, which then becomes a container. */
public final class ImageImport implements FetchableImage {
  private final CommandContext context;
  private final ImageSource source;

  /** Makes the import of {@code source} into the data directory of {@code context}. */
  public ImageImport(CommandContext context, ImageSource source) {
    this.context = context;
    this.source = source;
  }

  @Override
  public String key() {
    return source.key();
  }

  @Override
  public void addTo(Dependencies dependencies) {
    source.addTo(dependencies);
  }

  @Override
  public ContainerId fetch(Announcement announcement) throws PlashException {
    new ScratchCleaner(context).deleteDeadDrafts(); // first, since they may fill the disk
    try (Scratch scratch = Scratch.make(context.store().data());
        CleanupOnSignal guard = new ScratchCleaner(context).discardOnSignal(scratch)) {
      try {
        Path node = unpack(scratch);
        guard.hold(announcement.isLast());
        ContainerId id = context.store().add(ContainerId.ROOT, node);
        announcement.announce(context, id);
        return id;
      } catch (PlashException e) {
        new ScratchCleaner(context).discard(scratch);
        throw e;
      }
    } catch (IOException e) {
      throw PlashException.of("cannot import an image: " + IoReason.of(e), e);
    }
  }

  private Path unpack(Scratch scratch) throws PlashException, IOException {
    Path node = scratch.makeNodeWithRoot();
    source.unpack(DataPaths.rootOf(node), scratch.path());
    if (source.tree().isPresent() && !context.namespaces().kind().isOwnIdOnly()) {
      requireTree(node, source.tree().get());
    }
    ImageConfigs.write(node, source.config());
    Files.writeString(DataPaths.scriptOf(node), TerminalText.line(source.description()) + "\n");
    context.sync();
    return node;
  }

  // With one id all files belong to it, so that their digest tells nothing.
  private void requireTree(Path node, Digest tree) throws PlashException {
    Digest found = PackedLayer.of(context, node, "the image").digest();
    if (!found.equals(tree)) {
      throw PlashException.of(
              source.description() + ": the digest of its files is " + found.hex() + ", not " + tree.hex())
          .withHint("the lock file names other files; nothing of them was kept");
    }
  }
}
