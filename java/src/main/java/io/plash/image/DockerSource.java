package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.engine.DockerEngine;
import io.plash.engine.TemporaryContainer;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfig;
import io.plash.terminal.Progress;
import io.plash.text.PythonRepr;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** An image of the docker or podman on this machine, which pulls it when it does not have it. */
public final class DockerSource implements ImageSource {
  /**
   * Options of tar(1) that leave out files which engines make in every container: marks by which programs see that
   * they run in docker or podman, and a place for the console.
   */
  private static final List<String> LEFT_OUT =
      List.of("--anchored", "--exclude=.dockerenv", "--exclude=run/.containerenv", "--exclude=dev/console");

  private static final String HOSTS = "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n";

  private final CommandContext context;
  private final String image;
  private ImageConfig config = ImageConfig.NONE;

  /** Makes the source of the image that the engine calls {@code image}; DOCKER_HOST may choose the engine. */
  public DockerSource(CommandContext context, String image) {
    this.context = context;
    this.image = image;
  }

  @Override
  public String key() {
    return ImageSource.key("docker", image);
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
    config = inspect(engine, progress);
    String name = "docker:" + image;
    try (TemporaryContainer container = TemporaryContainer.of(engine, image, context.messages());
        InputStream export = container.export();
        Progress.Step step = progress.begin("copying", image, -1)) {
      ArchiveInput input = ArchiveInput.stream(name, counted(export, step), false);
      new TarUnpacker(context, input, LEFT_OUT).unpack(root);
      export.transferTo(OutputStream.nullOutputStream());
      tidy(root.resolve("etc"));
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": " + IoReason.of(e), e);
    }
  }

  private ImageConfig inspect(DockerEngine engine, Progress progress) throws PlashException {
    Optional<ImageConfig> known = engine.image(image);
    if (known.isEmpty()) {
      progress.say("pulling " + image);
      engine.pull(image);
      known = engine.image(image);
    }
    return known.orElseThrow(
        () -> PlashException.of("docker pulled " + PythonRepr.of(image) + ", but has no image of that name"));
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
    if (isEmpty(hostname)) {
      Files.delete(hostname);
    }
    if (isEmpty(hosts) && Files.isWritable(hosts)) {
      Files.writeString(hosts, HOSTS);
      Files.setPosixFilePermissions(hosts, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static boolean isEmpty(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
  }
}
