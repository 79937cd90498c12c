package io.plash.build;

import io.plash.http.Location;
import io.plash.image.BusyboxSource;
import io.plash.image.ImageSource;
import io.plash.image.UrlSource;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.PlashException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The places that images come from, by the name that macros call them. */
final class Origins {
  private static final int MAX_KEY_BYTES = 255;

  private final Workshop workshop;
  private final ScriptBuild scripts;

  Origins(Workshop workshop, ScriptBuild scripts) {
    this.workshop = workshop;
    this.scripts = scripts;
  }

  /** The image {@code name} of {@code source}; a line here for each source. */
  Origin of(String source, String name) throws PlashException {
    return switch (source) {
      case "bootstrap" -> new Unpacked(key(source, name), workshop.suite(name));
      case "busybox" -> busybox();
      case "docker" -> new Docker(name);
      case "github" -> GithubPlashfile.of(workshop, name, scripts);
      case "lxc" -> new Unpacked(key(source, name), workshop.lxcImage(name));
      case "url" -> url(Location.parse(name));
      default -> throw PlashException.of("no source of images is called " + source);
    };
  }

  // Kept by its content: an upgrade of the host's busybox is another image.
  private Origin busybox() throws PlashException {
    BusyboxSource busybox = BusyboxSource.find(workshop.tool());
    return new Unpacked("busybox:" + busybox.digest().hex(), busybox);
  }

  // With the checksum, which is a promise about the content, and without a user's password.
  private Origin url(Location location) throws PlashException {
    String fragment = location.fragment().isEmpty() ? "" : "#" + location.fragment();
    return new Unpacked(
        key("url", location.shown() + fragment),
        new UrlSource(workshop.remoteArchives(), location, Optional.empty()));
  }

  /** The map key of an image: a slash becomes %, and what is too long for a file name its SHA-256. */
  static String key(String source, String name) {
    String key = source + ":" + name.replace('/', '%');
    return key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES
        ? source + ":" + Digest.of(name).hex()
        : key;
  }

  /** An image that is a root file system to unpack. */
  private final class Unpacked implements Origin {
    private final String key;
    private final ImageSource source;

    Unpacked(String key, ImageSource source) {
      this.key = key;
      this.source = source;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public ContainerId fetch() throws PlashException {
      return new ImageImport(workshop).from(source);
    }
  }

  /** An image of docker; which docker that is need not be known when the image is here. */
  private final class Docker implements Origin {
    private final String name;

    Docker(String name) {
      this.name = name;
    }

    @Override
    public String key() {
      return Origins.key("docker", name);
    }

    @Override
    public ContainerId fetch() throws PlashException {
      return new ImageImport(workshop).from(workshop.dockerImage(name));
    }
  }
}
