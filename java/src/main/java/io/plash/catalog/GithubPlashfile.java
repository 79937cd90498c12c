package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.Location;
import io.plash.layer.Announcement;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** An image that is described by a build file in a repository at GitHub: {@code USER/REPO[@REF][:FILE]}. */
final class GithubPlashfile implements CatalogImage {
  private static final String SERVER = "https://raw.githubusercontent.com";
  private static final String DEFAULT_REF = "HEAD";
  private static final String DEFAULT_FILE = "plashfile";
  private static final int MAX_BYTES = 1 << 20;

  private final CommandContext context;
  private final ScriptBuild scripts;
  private final String name;
  private final String repository;
  private final String ref;
  private final String file;

  private GithubPlashfile(
      CommandContext context, ScriptBuild scripts, String name, String repository, String ref, String file) {
    this.context = context;
    this.scripts = scripts;
    this.name = name;
    this.repository = repository;
    this.ref = ref;
    this.file = file;
  }

  /** The one called {@code name}; {@code scripts} builds it. */
  static GithubPlashfile of(CommandContext context, String name, ScriptBuild scripts) throws PlashException {
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
    return new GithubPlashfile(context, scripts, name, repository, ref, file);
  }

  @Override
  public String key() {
    return ImageCatalog.key("github", name);
  }

  @Override
  public ContainerId fetch(Announcement kept) throws PlashException {
    String server = context.environment().getOrDefault("PLASH_GITHUB_URL", "");
    String base = server.isEmpty() ? SERVER : server;
    String slash = base.endsWith("/") ? "" : "/";
    String path = (repository + "/" + ref + "/" + file).replace("%", "%25").replace("?", "%3F").replace("#", "%23");
    Location location = Location.parse(base + slash + path);
    Optional<Download> found = new ImageSources(context).fetcher().openIfThere(location);
    if (found.isEmpty()) {
      throw location.failure("there is no " + file + " in " + repository + " at " + ref)
          .withHint("is the repository private, or the name misspelt?");
    }
    String type = found.get().type();
    byte[] text = Fetcher.whole(found.get(), MAX_BYTES);
    requireBuildFile(location, type, text);
    ContainerId id = scripts.build(location.shown(), text);
    kept.keep(id);
    return id;
  }

  private static void requireBuildFile(Location location, String type, byte[] text) throws PlashException {
    String decoded = new String(text, StandardCharsets.UTF_8);
    String begin = decoded.stripLeading().toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html") || begin.startsWith("<!doctype") || begin.startsWith("<html")) {
      throw location.failure("it is a web page, not a build file").withHint("is the repository private?");
    }
    if (decoded.indexOf('\0') >= 0 || decoded.indexOf('\ufffd') >= 0) {
      throw location.failure("it is not text, so it is no build file");
    }
    if (decoded.isBlank()) {
      throw location.failure("the build file is empty");
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
