package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;
import io.plash.layer.Announcement;
import io.plash.record.Dependencies;
import io.plash.value.ContainerId;
import io.plash.value.LockLine;
import java.util.Optional;

/**
 * The import of the very image that a line of a lock file names: from its own place, or, when that has it no longer,
 * from a shared cache. The line says which files it must be either way.
 */
final class LockedImport implements FetchableImage {
  private static final String SLOW = "bootstrap"; // takes minutes, and a mirror that still has the packages

  private final CommandContext context;
  private final FetchableImage image;
  private final ImageSource source;
  private final LockLine line;

  LockedImport(CommandContext context, FetchableImage image, ImageSource source, LockLine line) {
    this.context = context;
    this.image = image;
    this.source = source;
    this.line = line;
  }

  @Override
  public String key() {
    return image.key();
  }

  @Override
  public void addTo(Dependencies dependencies) {
    image.addTo(dependencies);
  }

  @Override
  public ContainerId fetch(Announcement announcement) throws PlashException {
    if (line.source().equals(SLOW)) {
      Optional<ContainerId> shared = shared(announcement);
      return shared.isPresent() ? shared.get() : image.fetch(announcement);
    }
    try {
      return image.fetch(announcement);
    } catch (PlashException e) {
      Optional<ContainerId> shared = shared(announcement);
      if (shared.isPresent()) {
        return shared.get();
      }
      throw e;
    }
  }

  private Optional<ContainerId> shared(Announcement announcement) throws PlashException {
    return SharedCache.of(context).bases().fetch(line, source.description(), announcement);
  }
}
