package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.DockerSource;
import io.plash.image.ImageSource;
import io.plash.image.LockableSource;
import io.plash.layer.Announcement;
import io.plash.value.ContainerId;
import io.plash.value.LockLine;

/**
 * The import of an image that docker knows by a name. The engine on this machine is asked for it; where there is none,
 * its registry is. An engine that is there and fails is a failure: the registry may have another image of that name.
 */
final class DockerImport implements FetchableImage {
  /** The name of docker as a kind of place that images come from. */
  static final String ORIGIN = "docker";

  private final CommandContext context;
  private final ImageSource source;
  private final String registryName; // empty when it is of no registry

  private DockerImport(CommandContext context, ImageSource source, String registryName) {
    this.context = context;
    this.source = source;
    this.registryName = registryName;
  }

  /** Returns the import of the image that docker calls {@code name}. */
  static DockerImport of(CommandContext context, String name) {
    return new DockerImport(context, new DockerSource(context, name), name);
  }

  /** Returns the import of the very image of {@code source} that {@code line} of a lock file names. */
  static DockerImport locked(CommandContext context, LockableSource source, LockLine line) {
    return new DockerImport(context, source.locked(line), line.where());
  }

  /** Returns the image that docker calls {@code name} as one that a lock file can name. */
  static LockableSource lockable(CommandContext context, String name) throws PlashException {
    DockerSource source = new DockerSource(context, name);
    return DockerSource.isEngineHere(context) ? source : new DockerOfRegistry(context, name, source);
  }

  @Override
  public String key() {
    return source.key();
  }

  @Override
  public ContainerId fetch(Announcement announcement) throws PlashException {
    if (registryName.isEmpty() || DockerSource.isEngineHere(context)) {
      return new ImageImport(context, source).fetch(announcement);
    }
    context.progress().say("no docker engine here, fetching " + registryName + " from its registry");
    return OciImport.fromRegistry(context, registryName).fetch(announcement);
  }
}
