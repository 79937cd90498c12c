package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.record.Dependencies;
import io.plash.text.PythonRepr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A root file system in a tar archive of this machine that is kept as an image, until the archive changes. */
public final class TarFileSource implements ImageSource {
  private final CommandContext context;
  private final String name;
  private final Path file;
  private final FileTime changed;
  private final long bytes;

  private TarFileSource(CommandContext context, String name, Path file, BasicFileAttributes attributes) {
    this.context = context;
    this.name = name;
    this.file = file;
    this.changed = attributes.lastModifiedTime();
    this.bytes = attributes.size();
  }

  /** Finds the archive {@code name}, a path from the working directory; fails when it is no regular file. */
  public static TarFileSource find(CommandContext context, String name) throws PlashException {
    Path given = context.directory().resolve(name);
    Path file = name.contains("..") ? given : given.normalize(); // behind a link `..` leads elsewhere
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        return new TarFileSource(context, name, file, attributes);
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": " + IoReason.alone(e), e);
    }
    throw PlashException.of("cannot read " + PythonRepr.of(name) + ": it is no file")
        .withHint("plash import-tar reads standard input, and pipes");
  }

  // A key with the time and size, since the content of a large archive takes long to read.
  @Override
  public String key() {
    return ImageSource.key("tar", file + "@" + changed.toMillis() + "." + bytes);
  }

  @Override
  public void addTo(Dependencies dependencies) {
    dependencies.archive(file, changed);
  }

  @Override
  public String description() {
    return "import-tar " + name;
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    new TarSource(context, ArchiveInput.file(name, file)).unpack(root, scratch);
  }
}
