package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.image.ImageSource;
import io.plash.image.RemoteArchive;
import io.plash.lang.Images;
import io.plash.lang.Script;
import io.plash.layer.Announcement;
import io.plash.layer.Builder;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** An image that a build file in a repository at GitHub describes; its name is {@code USER/REPO[@REF][:FILE]}. */
final class GithubPlashfile implements FetchableImage {
  /** The name of GitHub as a kind of place that images come from. */
  static final String ORIGIN = "github";

  private static final String SERVER = "https://raw.githubusercontent.com";
  private static final String DEFAULT_REF = "HEAD";
  private static final String DEFAULT_FILE = "plashfile";
  private static final int MAX_BYTES = 1 << 20;

  private final CommandContext context;
  private final FetchedFileEvaluator evaluator;
  private final Images images;
  private final String name;
  private final String repository;
  private final String ref;
  private final String file;

  private GithubPlashfile(CommandContext context, FetchedFileEvaluator evaluator, Images images, String name,
      String repository, String ref, String file) {
    this.context = context;
    this.evaluator = evaluator;
    this.images = images;
    this.name = name;
    this.repository = repository;
    this.ref = ref;
    this.file = file;
  }

  /**
   * Returns the image called {@code name}, and refuses what is no such name.
   *
   * @param evaluator makes a script of the build file
   * @param images the images that the build file can build upon
   */
  static GithubPlashfile of(CommandContext context, String name, FetchedFileEvaluator evaluator, Images images)
      throws PlashException {
    int colon = name.indexOf(':');
    String place = colon < 0 ? name : name.substring(0, colon);
    int at = place.indexOf('@');
    String repository = at < 0 ? place : place.substring(0, at);
    String ref = at < 0 ? DEFAULT_REF : place.substring(at + 1);
    String file = colon < 0 ? DEFAULT_FILE : name.substring(colon + 1);
    if (repository.split("/", -1).length != 2 || !isPath(repository) || !isPath(ref) || !isPath(file)) {
      throw PlashException.of("no name of a build file at GitHub: " + PythonRepr.of(name))
          .withHint("USER/REPO or USER/REPO@REF, and as a further argument maybe the FILE in it");
    }
    return new GithubPlashfile(context, evaluator, images, name, repository, ref, file);
  }

  @Override
  public String key() {
    return ImageSource.key(ORIGIN, name);
  }

  @Override
  public ContainerId fetch(Announcement announcement) throws PlashException {
    String server = context.environment().getOrDefault("PLASH_GITHUB_URL", "");
    String base = server.isEmpty() ? SERVER : server;
    String slash = base.endsWith("/") ? "" : "/";
    String path = (repository + "/" + ref + "/" + file).replace("%", "%25").replace("?", "%3F").replace("#", "%23");
    ResourceUrl url = ResourceUrl.parse(base + slash + path);
    Optional<Download> found = RemoteArchive.fetcher(context).openIfThere(url);
    if (found.isEmpty()) {
      throw url.failure("there is no " + file + " in " + repository + " at " + ref)
          .withHint("is the repository private, or the name misspelt?");
    }
    String type = found.get().type();
    byte[] text = Fetcher.whole(found.get(), MAX_BYTES);
    requireBuildFile(url, type, text);
    Script script = evaluator.evaluate(images, url.shown(), text).script();
    ContainerId id = new Builder(context).build(script);
    announcement.tell(id);
    return id;
  }

  private static void requireBuildFile(ResourceUrl url, String type, byte[] text) throws PlashException {
    String decoded = new String(text, StandardCharsets.UTF_8);
    String begin = decoded.stripLeading().toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html") || begin.startsWith("<!doctype") || begin.startsWith("<html")) {
      throw url.failure("it is a web page, not a build file").withHint("is the repository private?");
    }
    if (decoded.indexOf('\0') >= 0 || decoded.indexOf('\ufffd') >= 0) {
      throw url.failure("it is not text, so it is no build file");
    }
    if (decoded.isBlank()) {
      throw url.failure("the build file is empty");
    }
  }

  private static boolean isPath(String text) {
    for (String part : text.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
