package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;
import io.plash.imageconfig.ImageConfigs;
import io.plash.layer.Announcement;
import io.plash.program.CleanupOnSignal;
import io.plash.record.Dependencies;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
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
    ImageConfigs.write(node, source.config());
    Files.writeString(DataPaths.scriptOf(node), source.description() + "\n");
    context.sync();
    return node;
  }
}
