package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.engine.DockerEngine;
import io.plash.engine.EngineImage;
import io.plash.engine.EngineSocket;
import io.plash.engine.TemporaryContainer;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfig;
import io.plash.terminal.Progress;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** An image of the docker or podman on this machine, which pulls it when it does not have it. */
public final class DockerSource implements LockableSource {
  private static final String ORIGIN = "docker";

  /**
   * Options of tar(1) that leave out files which engines make in every container: marks by which programs see that
   * they run in docker or podman, and a place for the console.
   */
  private static final List<String> LEFT_OUT =
      List.of("--anchored", "--exclude=.dockerenv", "--exclude=run/.containerenv", "--exclude=dev/console");

  private static final String MADE_ELSEWHERE =
      "was the image that the lock file names made where it was locked? push it to a registry, or plash lock --update"
          + " takes the one that is here";
  private static final String HOSTS = "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n";

  private final CommandContext context;
  private final String image;
  private final Optional<LockLine> line;
  private ImageConfig config = ImageConfig.NONE;

  /** Makes the source of the image that the engine calls {@code image}; DOCKER_HOST may choose the engine. */
  public DockerSource(CommandContext context, String image) {
    this(context, image, Optional.empty());
  }

  private DockerSource(CommandContext context, String image, Optional<LockLine> line) {
    this.context = context;
    this.image = image;
    this.line = line;
  }

  /** Tells whether there is an engine's socket, or one is named; whether the engine answers is not tried. */
  public static boolean isEngineHere(CommandContext context) throws PlashException {
    return EngineSocket.find(context.environment(), Host.uid()).isPresent();
  }

  @Override
  public String lockName() {
    return image;
  }

  // The engine has the very image; docker and podman make different files of their own in what they copy of it.
  @Override
  public ImageSource locked(LockLine known) {
    return new LockedSource(new DockerSource(context, image, Optional.of(known)),
        known.withFiles(Optional.empty(), Optional.empty()));
  }

  // The engine has images of this machine's architecture, or runs others by itself.
  @Override
  public Optional<LockLine> announced(String architecture) throws PlashException {
    if (!architecture.equals(Host.architecture(context.tool()))) {
      return Optional.empty();
    }
    DockerEngine engine = DockerEngine.find(context.environment(), Host.uid());
    inspect(engine, image, context.progress());
    EngineImage known = engine.identity(image).orElseThrow(() -> absent(image));
    if (!Checksum.isDigest(known.id())) {
      throw PlashException.of("the engine has no digest for " + PythonRepr.of(image));
    }
    String where = known.place();
    if (where.isEmpty()) {
      context.messages().println("plash: " + image
          + " is of no registry: it can be had only where the engine has the very same image");
    }
    return Optional.of(LockLine.of(ORIGIN, image, architecture, Optional.of(new Digest(known.id())), where));
  }

  @Override
  public String key() {
    return ImageSource.key(ORIGIN, image);
  }

  @Override
  public String description() {
    return "import-docker " + image;
  }

  @Override
  public ImageConfig config() {
    return config;
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    context.namespaces(); // first, so that nothing is pulled where there are none
    Progress progress = context.progress();
    DockerEngine engine = DockerEngine.find(context.environment(), Host.uid());
    String wanted = line.isPresent() ? exact(engine, line.get()) : image;
    config = inspect(engine, wanted, progress);
    String name = "docker:" + image;
    try (TemporaryContainer container = TemporaryContainer.of(engine, wanted, context.messages());
        InputStream export = container.export();
        Progress.Step step = progress.begin("copying", image, -1)) {
      ArchiveInput input = ArchiveInput.stream(name, counted(export, step), false);
      TarUnpacker.ofCopy(context, input, LEFT_OUT).unpack(root);
      export.transferTo(OutputStream.nullOutputStream());
      tidy(root.resolve("etc"));
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": " + IoReason.of(e), e);
    }
  }

  // The engine knows an image by its id, and a registry by the digest of its manifest.
  private String exact(DockerEngine engine, LockLine known) throws PlashException {
    String id = known.identity();
    if (engine.identity(id).isPresent()) {
      return id;
    }
    if (known.where().isEmpty()) {
      throw PlashException.of("the engine has no image " + PythonRepr.of(image) + " with the id " + id)
          .withHint(MADE_ELSEWHERE);
    }
    try {
      context.progress().say("pulling " + known.where());
      engine.pull(known.where());
      return known.where();
    } catch (PlashException e) {
      throw e.withHint(MADE_ELSEWHERE);
    }
  }

  private static ImageConfig inspect(DockerEngine engine, String name, Progress progress) throws PlashException {
    Optional<ImageConfig> known = engine.image(name);
    if (known.isEmpty()) {
      progress.say("pulling " + name);
      engine.pull(name);
      known = engine.image(name);
    }
    return known.orElseThrow(() -> absent(name));
  }

  private static PlashException absent(String name) {
    return PlashException.of("docker pulled " + PythonRepr.of(name) + ", but has no image of that name");
  }

  private static InputStream counted(InputStream in, Progress.Step step) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        step.advance(Math.max(n, 0));
        return n;
      }

      @Override
      public void close() {
        return; // the rest of the answer is still to be read
      }
    };
  }

  // dockerd mounts files of its own on etc/hosts and etc/hostname, so it exports both empty. Without entries in
  // etc/hosts there is no localhost; a name is the machine's, so etc/hostname goes.
  private static void tidy(Path etc) throws IOException {
    Path hosts = etc.resolve("hosts");
    Path hostname = etc.resolve("hostname");
    if (!Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(etc)) {
      return;
    }
    FileTime before = Files.getLastModifiedTime(etc);
    if (isEmpty(hostname)) {
      Files.delete(hostname);
    }
    if (isEmpty(hosts) && Files.isWritable(hosts)) {
      Files.writeString(hosts, HOSTS);
      Files.setPosixFilePermissions(hosts, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setLastModifiedTime(hosts, FileTime.fromMillis(0));
    }
    Files.setLastModifiedTime(etc, before);
  }

  private static boolean isEmpty(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
  }
}
