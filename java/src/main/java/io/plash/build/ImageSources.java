package io.plash.build;

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
import io.plash.os.Progress;
import io.plash.store.IoReason;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Root file systems of every origin, to be unpacked in a workshop. */
public final class ImageSources {
  private static final String LXC_SERVER = "https://images.linuxcontainers.org";

  private final Workshop workshop;

  /** Sources that unpack in {@code workshop}. */
  public ImageSources(Workshop workshop) {
    this.workshop = workshop;
  }

  /** A tar archive that is here, or comes from somewhere. */
  public ImageSource tar(ArchiveInput archive) throws PlashException {
    return new TarSource(
        archive, workshop.namespaces(), workshop.pipeline(), workshop.libexec(), workshop.messages());
  }

  /** The host's static busybox. */
  BusyboxSource busybox() throws PlashException {
    return BusyboxSource.find(workshop.tool());
  }

  /** The archive at {@code location}; its signature, if any, at {@code signature}. */
  public ImageSource url(Location location, Optional<Location> signature) throws PlashException {
    return new UrlSource(remoteArchives(), location, signature);
  }

  /** The image of that name of the linuxcontainers server that this user has chosen. */
  public LxcSource lxc(String name) throws PlashException {
    return new LxcSource(remoteArchives(), workshop.tool(), lxcServer(), name);
  }

  /** The image {@code name} of docker. */
  public ImageSource docker(String name) throws PlashException {
    return new DockerSource(
        name, workshop.environment(), workshop.namespaces(), workshop.pipeline(), workshop.libexec(),
        workshop.messages());
  }

  /** The suite {@code name} of a distribution, {@code SUITE[:MIRROR]}, from its own mirrors. */
  public ImageSource suite(String name) throws PlashException {
    return new BootstrapSource(
        name, workshop.environment(), workshop.namespaces(), workshop.libexec(), this::tar, workshop.progress(),
        workshop.messages());
  }

  /** Gets what URLs name; lost connections are reported as progress is. */
  Fetcher fetcher() throws PlashException {
    return fetcher(workshop.progress());
  }

  private Fetcher fetcher(Progress progress) {
    String version = ImageSources.class.getPackage().getImplementationVersion();
    return new Fetcher(workshop.environment(), version == null ? "0" : version, progress::say);
  }

  private RemoteArchives remoteArchives() throws PlashException {
    Signatures signatures = new Signatures(
        workshop.environment(), workshop.store().data().keyring(), workshop.directory(), workshop.messages());
    Progress progress = workshop.progress();
    return new RemoteArchives(fetcher(progress), signatures, progress, this::tar);
  }

  private String lxcServer() throws PlashException {
    String server = workshop.environment().getOrDefault("PLASH_LXC_URL", "").strip();
    Path file = workshop.store().data().lxcUrl();
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
