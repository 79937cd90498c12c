package io.plash.cmd;

import io.plash.catalog.FetchableImage;
import io.plash.catalog.ImageCatalog;
import io.plash.catalog.ImageImport;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.ResourceUrl;
import io.plash.image.ArchiveInput;
import io.plash.image.LxcSource;
import io.plash.image.TarSource;
import io.plash.image.UrlSource;
import java.util.List;
import java.util.Optional;

/**
 * Worker that makes a container of an image and prints the id. The kind of place that the image comes from decides
 * what the arguments are: {@code bootstrap} SUITE [MIRROR], {@code docker} IMAGE, {@code lxc} NAME [--dry],
 * {@code oci} IMAGE, {@code tar} [FILE], {@code url} URL [SIGNATURE-URL]. With {@code --dry}, only the place of the
 * image is printed.
 */
final class ImportCommand implements Worker {
  private static final String DRY = "--dry";

  private final String origin;

  ImportCommand(String origin) {
    this.origin = origin;
  }

  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    List<String> words = invocation.arguments();
    if (words.isEmpty() && !origin.equals("tar")) {
      throw PlashException.of("no image was named");
    }
    if (origin.equals("lxc") && invocation.rest(1).contains(DRY)) {
      invocation.results().println(new LxcSource(context, words.get(0)).url().shown());
      return;
    }
    FetchableImage image = switch (origin) {
      case "bootstrap" -> ImageCatalog.image(context, origin, String.join(":", first(2, words)));
      case "tar" -> new ImageImport(context, new TarSource(context, archive(invocation)));
      case "url" -> new ImageImport(
          context, new UrlSource(context, ResourceUrl.parse(words.get(0)), signature(words)));
      default -> ImageCatalog.image(context, origin, words.get(0));
    };
    image.fetch(new PrintedId(invocation));
  }

  private static ArchiveInput archive(Invocation invocation) throws PlashException {
    String name = invocation.arguments().isEmpty() ? "-" : invocation.argument(0);
    return name.equals("-") ? ArchiveInput.stdin() : ArchiveInput.file(name, invocation.path(name));
  }

  private static Optional<ResourceUrl> signature(List<String> words) throws PlashException {
    return words.size() > 1 ? Optional.of(ResourceUrl.parse(words.get(1))) : Optional.empty();
  }

  private static List<String> first(int count, List<String> words) {
    return words.subList(0, Math.min(count, words.size()));
  }
}
