package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.ResourceUrl;
import io.plash.image.BootstrapSource;
import io.plash.image.BusyboxSource;
import io.plash.image.ImageSource;
import io.plash.image.LockableSource;
import io.plash.image.LxcSource;
import io.plash.image.TarFileSource;
import io.plash.image.UrlSource;
import io.plash.value.LockLine;
import java.util.Optional;

/** The kinds of places that root file systems come from, by the names that macros and import commands use. */
public final class ImageCatalog {
  private ImageCatalog() {}

  /** Tells whether the images of {@code origin} come from elsewhere, so that a lock file has lines for them. */
  static boolean isLockable(String origin) {
    return !origin.equals("busybox") && !origin.equals("tar");
  }

  /**
   * Returns the source of one image that a lock file can name by its bytes.
   *
   * @param origin the kind of place, which is a line here
   * @param name the name of the image there
   */
  static LockableSource lockable(CommandContext context, String origin, String name) throws PlashException {
    return switch (origin) {
      case "bootstrap" -> BootstrapSource.toLock(context, name);
      case DockerImport.ORIGIN -> DockerImport.lockable(context, name);
      case "lxc" -> new LxcSource(context, name);
      case "url" -> UrlSource.toLock(context, ResourceUrl.parse(name));
      default -> throw PlashException.of("images of " + origin + " cannot be locked");
    };
  }

  /**
   * Returns one image of a place of the kind {@code origin}, except a build file at GitHub. Nothing is fetched yet.
   *
   * @param name the name of the image there; empty for {@code busybox}, which has only one
   */
  public static FetchableImage image(CommandContext context, String origin, String name) throws PlashException {
    return switch (origin) {
      case OciPlace.ORIGIN -> OciImport.of(context, name);
      case DockerImport.ORIGIN -> DockerImport.of(context, name);
      default -> new ImageImport(context, source(context, origin, name));
    };
  }

  /** Returns the very image that {@code line} of a lock file names, whose origin is one of {@code lockable}. */
  static FetchableImage locked(CommandContext context, LockableSource source, LockLine line) {
    FetchableImage image = line.source().equals(DockerImport.ORIGIN)
        ? DockerImport.locked(context, source, line)
        : new ImageImport(context, source.locked(line));
    return new LockedImport(context, image, source, line);
  }

  private static ImageSource source(CommandContext context, String origin, String name) throws PlashException {
    return switch (origin) {
      case "bootstrap" -> new BootstrapSource(context, name);
      case "busybox" -> BusyboxSource.find(context);
      case "lxc" -> new LxcSource(context, name);
      case "tar" -> TarFileSource.find(context, name);
      case "url" -> new UrlSource(context, ResourceUrl.parse(name), Optional.empty());
      default -> throw PlashException.of("no source of images is called " + origin);
    };
  }
}
