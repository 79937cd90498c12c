package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.http.Fetcher;
import io.plash.http.Location;
import io.plash.image.ArchiveInput;
import io.plash.image.BootstrapSource;
import io.plash.image.BusyboxSource;
import io.plash.image.DockerSource;
import io.plash.image.ImageSource;
import io.plash.image.LxcSource;
import io.plash.image.RemoteArchives;
import io.plash.image.Signatures;
import io.plash.image.TarSource;
import io.plash.image.UrlSource;
import io.plash.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Root file systems of every origin, for a command to unpack. */
public final class ImageSources {
  private static final String LXC_SERVER = "https://images.linuxcontainers.org";

  private final CommandContext context;

  /** Sources that unpack in {@code context}. */
  public ImageSources(CommandContext context) {
    this.context = context;
  }

  /** A tar archive that is here, or comes from somewhere. */
  public ImageSource tar(ArchiveInput archive) throws PlashException {
    return new TarSource(
        archive, context.namespaces(), context.pipeline(), context.libexec(), context.messages());
  }

  /** The host's static busybox. */
  BusyboxSource busybox() throws PlashException {
    return BusyboxSource.find(context.tool());
  }

  /** The archive at {@code location}; its signature, if any, at {@code signature}. */
  public ImageSource url(Location location, Optional<Location> signature) throws PlashException {
    return new UrlSource(remoteArchives(), location, signature);
  }

  /** The image of that name of the linuxcontainers server that this user has chosen. */
  public LxcSource lxc(String name) throws PlashException {
    return new LxcSource(remoteArchives(), context.tool(), lxcServer(), name);
  }

  /** The image {@code name} of docker. */
  public ImageSource docker(String name) throws PlashException {
    return new DockerSource(
        name, context.environment(), context.namespaces(), context.pipeline(), context.libexec(),
        context.messages());
  }

  /** The suite {@code name} of a distribution, {@code SUITE[:MIRROR]}, from its own mirrors. */
  public ImageSource suite(String name) throws PlashException {
    return new BootstrapSource(
        name, context.environment(), context.namespaces(), context.libexec(), this::tar, context.progress(),
        context.messages());
  }

  /** Gets what URLs name; lost connections are reported as progress is. */
  Fetcher fetcher() throws PlashException {
    return fetcher(context.progress());
  }

  private Fetcher fetcher(Progress progress) {
    String version = ImageSources.class.getPackage().getImplementationVersion();
    return new Fetcher(context.environment(), version == null ? "0" : version, progress::say);
  }

  private RemoteArchives remoteArchives() throws PlashException {
    Signatures signatures = new Signatures(
        context.environment(), context.store().data().keyring(), context.directory(), context.messages());
    Progress progress = context.progress();
    return new RemoteArchives(fetcher(progress), signatures, progress, this::tar);
  }

  private String lxcServer() throws PlashException {
    String server = context.environment().getOrDefault("PLASH_LXC_URL", "").strip();
    Path file = context.store().data().lxcUrl();
    try {
      if (server.isEmpty() && Files.exists(file)) {
        server = Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
    server = server.isEmpty() ? LXC_SERVER : server;
    return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }
}
