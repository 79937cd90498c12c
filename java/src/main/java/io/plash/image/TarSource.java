package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import java.nio.file.Path;
import java.util.List;

/** A root file system in a tar archive of this machine, a file or stdin. {@link #unpack} closes the archive. */
public record TarSource(CommandContext context, ArchiveInput archive) implements ImageSource {
  @Override
  public String key() {
    return ImageSource.key("tar", archive.name());
  }

  @Override
  public String description() {
    return "import-tar " + archive.name();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    new TarUnpacker(context, archive, List.of()).unpack(root);
  }
}
