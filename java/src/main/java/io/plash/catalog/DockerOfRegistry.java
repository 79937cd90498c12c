package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.image.DockerSource;
import io.plash.image.ImageSource;
import io.plash.image.LockableSource;
import io.plash.oci.ImageReading;
import io.plash.oci.PulledImage;
import io.plash.oci.Repository;
import io.plash.registry.ImageReference;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that docker knows by a name, for a lock file that is made where there is no engine. Its registry tells what
 * an engine would: the digest of the configuration is what most engines call the image by, and that of the index is
 * what the registry knows it by.
 */
final class DockerOfRegistry implements LockableSource {
  private final CommandContext context;
  private final String name;
  private final DockerSource source;

  DockerOfRegistry(CommandContext context, String name, DockerSource source) {
    this.context = context;
    this.name = name;
    this.source = source;
  }

  @Override
  public String lockName() {
    return source.lockName();
  }

  @Override
  public ImageSource locked(LockLine line) {
    return source.locked(line);
  }

  @Override
  public Optional<LockLine> announced(String architecture) throws PlashException {
    if (!architecture.equals(Host.architecture(context.tool()))) {
      return Optional.empty();
    }
    context.progress().say("no docker engine here, asking the registry of " + name);
    ImageReference image = ImageReference.parse(name);
    Repository repository = RegistryAccess.of(context).toRead(image);
    Digest index = repository.manifest(image.reference()).digest();
    String exact = "sha256:" + index.hex();
    PulledImage found = ImageReading.read(repository, name, exact, Host.machine(context.tool()));
    Optional<Digest> id = Optional.of(Digest.of(found.configText()));
    return Optional.of(LockLine.of(DockerImport.ORIGIN, name, architecture, id, image.place() + "@" + exact));
  }

  @Override
  public String key() {
    return source.key();
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    source.unpack(root, scratch);
  }
}
