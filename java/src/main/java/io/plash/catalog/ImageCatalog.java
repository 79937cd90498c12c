package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Location;
import io.plash.image.BootstrapSource;
import io.plash.image.BusyboxSource;
import io.plash.image.ImageSource;
import io.plash.layer.Announcement;
import io.plash.record.Dependencies;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The places that images come from, by the name that macros call them. */
final class ImageCatalog {
  private static final int MAX_KEY_BYTES = 255;

  private final CommandContext context;
  private final ImageSources sources;
  private final ScriptBuild scripts;

  ImageCatalog(CommandContext context, ScriptBuild scripts) {
    this.context = context;
    this.sources = new ImageSources(context);
    this.scripts = scripts;
  }

  /** The image {@code name} of {@code source}; a line here for each source. */
  CatalogImage of(String source, String name) throws PlashException {
    return switch (source) {
      case "bootstrap" -> new Unpacked(key(source, BootstrapSource.shown(name)), () -> sources.suite(name));
      case "busybox" -> busybox();
      case "docker" -> new Unpacked(key(source, name), () -> sources.docker(name));
      case "github" -> GithubPlashfile.of(context, name, scripts);
      case "lxc" -> new Unpacked(key(source, name), () -> sources.lxc(name));
      case "url" -> url(Location.parse(name));
      default -> throw PlashException.of("no source of images is called " + source);
    };
  }

  // Kept by its content: an upgrade of the host's busybox is another image.
  private CatalogImage busybox() throws PlashException {
    BusyboxSource busybox = sources.busybox();
    return new Unpacked("busybox:" + busybox.digest().hex(), () -> busybox) {
      @Override
      public void addTo(Dependencies dependencies) {
        busybox.passedOver().forEach(dependencies::noProgram);
        dependencies.program(busybox.binary(), busybox.changed(), busybox.digest());
      }
    };
  }

  // With the checksum, which is a promise about the content, and without a user's password.
  private CatalogImage url(Location location) throws PlashException {
    String fragment = location.fragment().isEmpty() ? "" : "#" + location.fragment();
    return new Unpacked(
        key("url", location.shown() + fragment), () -> sources.url(location, Optional.empty()));
  }

  /** The map key of an image: a slash becomes %, and what is too long for a file name its SHA-256. */
  static String key(String source, String name) {
    String key = source + ":" + name.replace('/', '%');
    return key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES
        ? source + ":" + Digest.of(name).hex()
        : key;
  }

  /** Prepares a source, when its image is not here already. */
  @FunctionalInterface
  private interface Preparation {
    ImageSource source() throws PlashException;
  }

  /** An image that is a root file system to unpack. */
  private class Unpacked implements CatalogImage {
    private final String key;
    private final Preparation preparation;

    Unpacked(String key, Preparation preparation) {
      this.key = key;
      this.preparation = preparation;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public ContainerId fetch(Announcement kept) throws PlashException {
      return new ImageImport(context).from(preparation.source(), kept);
    }
  }
}
