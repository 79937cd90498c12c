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
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** An image that a build file in a repository at GitHub describes; its name is {@code USER/REPO[@REF][:FILE]}. */
final class GithubPlashfile implements FetchableImage {
  /** The name of GitHub as a kind of place that images come from. */
  static final String ORIGIN = "github";

  private static final String FILES = "https://raw.githubusercontent.com";
  private static final String REPOSITORIES = "https://github.com";
  private static final String COMMIT = "commit:";
  private static final String DEFAULT_REF = "HEAD";
  private static final String DEFAULT_FILE = "plashfile";
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_REFERENCES = 64 << 20;

  private final CommandContext context;
  private final FetchedFileEvaluator evaluator;
  private final Images images;
  private final String name;
  private final String repository;
  private final String ref;
  private final String file;
  private final Optional<LockLine> line;
  private final String key;

  private GithubPlashfile(CommandContext context, FetchedFileEvaluator evaluator, Images images, String name,
      String repository, String ref, String file, Optional<LockLine> line, String key) {
    this.context = context;
    this.evaluator = evaluator;
    this.images = images;
    this.name = name;
    this.repository = repository;
    this.ref = ref;
    this.file = file;
    this.line = line;
    this.key = key;
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
    String key = ImageSource.key(ORIGIN, name);
    return new GithubPlashfile(
        context, evaluator, images, name, repository, ref, file, Optional.empty(), key);
  }

  /**
   * Returns the image of the very file that {@code known} names. What it builds upon is named in the lock file, too, so
   * the digest of all of that, {@code lock}, is in its map key.
   */
  GithubPlashfile locked(LockLine known, Digest lock) {
    String commit = known.where().substring(COMMIT.length());
    return new GithubPlashfile(context, evaluator, images, name, repository, commit, file, Optional.of(known),
        ImageSource.key(ORIGIN, name + "@lock:" + lock.hex()));
  }

  /** Asks the server which commit the reference stands for now, and returns the image of the file in it. */
  GithubPlashfile resolved() throws PlashException {
    String commit = commit();
    return new GithubPlashfile(context, evaluator, images, name, repository, commit, file, Optional.empty(), key);
  }

  private String commit() throws PlashException {
    if (GitReferences.isCommit(ref)) {
      return ref;
    }
    ResourceUrl url = at(REPOSITORIES, repository, "/info/refs?service=git-upload-pack");
    Optional<Download> answer = RemoteArchive.fetcher(context).openIfThere(url);
    if (answer.isEmpty()) {
      throw url.failure("there is no repository " + repository)
          .withHint("is the repository private, or the name misspelt?");
    }
    byte[] text = Fetcher.whole(answer.get(), MAX_REFERENCES);
    GitReferences references = GitReferences.parse(new String(text, StandardCharsets.UTF_8));
    if (references.isEmpty()) {
      throw url.failure("it lists no branches and tags of a git repository");
    }
    return references.commit(ref).orElseThrow(
        () -> url.failure("there is no branch or tag " + ref + " in " + repository));
  }

  /** Returns the line of a lock file for the build file {@code text} of the commit. */
  LockLine line(byte[] text) {
    return LockLine.of(ORIGIN, name, LockLine.ALL, Optional.of(Digest.of(text)), COMMIT + ref);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public ContainerId fetch(Announcement announcement) throws PlashException {
    Script script = script(text());
    ContainerId id = new Builder(context, SharedCache.of(context)).build(script);
    announcement.tell(id);
    return id;
  }

  /** Returns the script of the build file {@code text}. */
  Script script(byte[] text) throws PlashException {
    return evaluator.evaluate(images, url().shown(), text).script();
  }

  /** Fetches the build file. */
  byte[] text() throws PlashException {
    ResourceUrl url = url();
    Optional<Download> found = RemoteArchive.fetcher(context).openIfThere(url);
    if (found.isEmpty()) {
      throw url.failure("there is no " + file + " in " + repository + " at " + ref)
          .withHint("is the repository private, or the name misspelt?");
    }
    String type = found.get().type();
    byte[] text = Fetcher.whole(found.get(), MAX_BYTES);
    if (line.isPresent() && !line.get().digest().equals(Optional.of(Digest.of(text)))) {
      throw url.failure("it is not the build file that the lock file names")
          .withHint("plash lock --update takes what is there now");
    }
    requireBuildFile(url, type, text);
    return text;
  }

  private ResourceUrl url() throws PlashException {
    String path = (repository + "/" + ref + "/" + file).replace("%", "%25").replace("?", "%3F").replace("#", "%23");
    return at(FILES, path, "");
  }

  private ResourceUrl at(String usual, String path, String more) throws PlashException {
    String server = context.environment().getOrDefault("PLASH_GITHUB_URL", "");
    String base = server.isEmpty() ? usual : server;
    return ResourceUrl.parse(base + (base.endsWith("/") ? "" : "/") + path + more);
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
