package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;
import io.plash.oci.Descriptor;
import io.plash.oci.LayoutName;
import io.plash.oci.LayoutRepository;
import io.plash.oci.Repository;
import io.plash.record.Dependencies;
import io.plash.registry.ImageReference;
import io.plash.text.PythonRepr;
import io.plash.value.LockLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Where an image of the OCI format lies, by the name that a user gave it.
 *
 * @param name that name
 * @param key the map key that the image is kept under
 * @param repository where its parts lie
 * @param reference a tag, or the digest of its manifest
 * @param index the file of this machine that the key was made of, if any
 */
record OciPlace(String name, String key, Repository repository, String reference, Optional<Index> index) {
  /** The name of images of the OCI format as a kind of place that images come from. */
  static final String ORIGIN = "oci";

  private static final String DIGEST = "@sha256:";

  /** A file and when it was changed. */
  record Index(Path file, FileTime changed) {}

  /** Finds the image called {@code name}. */
  static OciPlace find(CommandContext context, String name) throws PlashException {
    return LayoutName.isOne(name)
        ? inLayout(context, name, LayoutName.parse(name))
        : inRegistry(context, name);
  }

  /** Finds the image that registries call {@code name}. */
  static OciPlace inRegistry(CommandContext context, String name) throws PlashException {
    ImageReference image = ImageReference.parse(name);
    String key = ImageSource.key(ORIGIN, image.shown());
    return new OciPlace(name, key, RegistryAccess.of(context).toRead(image), image.reference(), Optional.empty());
  }

  /** Returns the name that the image called {@code name} has in lock files. */
  static String lockName(String name) throws PlashException {
    return LayoutName.isOne(name) ? name : ImageReference.parse(name).shown();
  }

  /** Returns the name of the very image that {@code line} means by {@code name}. */
  static String exact(String name, LockLine line) {
    return name.contains(DIGEST) ? name : name + "@" + line.identity();
  }

  /** Asks the place which image it is now. The digest of an index stands for those of all architectures. */
  LockLine line() throws PlashException {
    return LockLine.of(
        ORIGIN, lockName(name), LockLine.ALL, Optional.of(repository.manifest(reference).digest()), "");
  }

  // The image is kept until the tag means another one: the key has the digest, and a build record the time of the
  // index.
  private static OciPlace inLayout(CommandContext context, String name, LayoutName layout) throws PlashException {
    Path given = context.directory().resolve(layout.directory());
    // behind a link `..` leads elsewhere
    Path directory = layout.directory().contains("..") ? given : given.normalize();
    LayoutRepository repository = new LayoutRepository(name, directory);
    if (!layout.digest().isEmpty()) {
      String key = ImageSource.key(ORIGIN, LayoutName.PREFIX + directory + "@" + layout.digest());
      return new OciPlace(name, key, repository, layout.digest(), Optional.empty());
    }
    Path file = LayoutRepository.indexOf(directory);
    Optional<Index> index = Files.exists(file) ? Optional.of(new Index(file, changed(name, file))) : Optional.empty();
    String reference = Descriptor.text(repository.resolve(layout.tag()));
    String tag = layout.tag().isEmpty() ? "" : ":" + layout.tag();
    String key = ImageSource.key(ORIGIN, LayoutName.PREFIX + directory + tag + "@" + reference);
    return new OciPlace(name, key, repository, reference, index);
  }

  private static FileTime changed(String name, Path file) throws PlashException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": " + IoReason.of(e, file), e);
    }
  }

  /** Adds the file of this machine that the key was made of to {@code dependencies}. */
  void addTo(Dependencies dependencies) {
    index.ifPresent(from -> dependencies.archive(from.file(), from.changed()));
  }
}
