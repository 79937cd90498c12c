package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image in a registry, written {@code [HOST[:PORT]/]REPOSITORY[:TAG][@sha256:HEX]} by the rules of
 * docker: without a host it is docker.io, and there a name of one word is below {@code library/}.
 *
 * @param host the registry as people call it, with its port where one is written
 * @param repository the name of the repository there
 * @param tag the name of one image in the repository; empty when only a digest names it
 * @param digest the digest of its manifest or index, where it was named
 */
public record ImageReference(String host, String repository, String tag, Optional<Digest> digest) {
  /** The registry of names without a host. */
  static final String DEFAULT_HOST = "docker.io";

  private static final String DEFAULT_SERVER = "registry-1.docker.io";
  private static final String OLD_DEFAULT_HOST = "index.docker.io";
  private static final String LIBRARY = "library/";
  private static final String LATEST = "latest";
  private static final String SHA256 = "sha256:";
  private static final int MAX_NAME = 255;
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?");
  private static final Pattern REPOSITORY = Pattern.compile(
      "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** Reads {@code text}. The tag is {@code latest} when neither a tag nor a digest is written. */
  public static ImageReference parse(String text) throws PlashException {
    int at = text.indexOf('@');
    Optional<Digest> digest = at < 0 ? Optional.empty() : Optional.of(digest(text, text.substring(at + 1)));
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    String name = colon < 0 ? named : named.substring(0, colon);
    String tag = colon < 0 ? "" : named.substring(colon + 1);
    if (colon >= 0 && !TAG.matcher(tag).matches()) {
      throw PlashException.of(PythonRepr.of(tag) + " is no tag of an image")
          .withHint("a tag has letters, digits, `_`, `.` and `-`, at most 128");
    }
    int slash = name.indexOf('/');
    boolean hasHost = slash > 0 && isHost(name.substring(0, slash));
    String host = hasHost ? name.substring(0, slash).toLowerCase(Locale.ROOT) : DEFAULT_HOST;
    String repository = hasHost ? name.substring(slash + 1) : name;
    if (host.equals(OLD_DEFAULT_HOST)) {
      host = DEFAULT_HOST;
    }
    if (host.equals(DEFAULT_HOST) && repository.indexOf('/') < 0) {
      repository = LIBRARY + repository;
    }
    requireName(text, host, repository);
    return new ImageReference(host, repository, tag.isEmpty() && digest.isEmpty() ? LATEST : tag, digest);
  }

  private static boolean isHost(String word) {
    return word.indexOf('.') >= 0 || word.indexOf(':') >= 0 || word.equals("localhost");
  }

  private static Digest digest(String text, String written) throws PlashException {
    String hex = written.startsWith(SHA256) ? written.substring(SHA256.length()) : "";
    if (!HEX.matcher(hex).matches()) {
      throw refused(text, "what follows the @ is no digest").withHint("a digest is sha256: and 64 digits of 0-9a-f");
    }
    return new Digest(hex);
  }

  private static void requireName(String text, String host, String repository) throws PlashException {
    if (!HOST.matcher(host).matches()) {
      throw refused(text, PythonRepr.of(host) + " is no host").withHint("write HOST[:PORT]/NAME[:TAG]");
    }
    if (!repository.equals(repository.toLowerCase(Locale.ROOT))) {
      throw refused(text, "it has capital letters")
          .withHint("names of images are in lower case, only tags need not be");
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw refused(text, "it is no name of an image")
          .withHint("write [HOST[:PORT]/]NAME[:TAG]; a name has a-z, 0-9, and `.`, `_`, `-` or `/` between them");
    }
    if (host.length() + 1 + repository.length() > MAX_NAME) {
      throw refused(text, "it is longer than " + MAX_NAME + " characters");
    }
    if (repository.startsWith(LIBRARY) && HEX.matcher(repository.substring(LIBRARY.length())).matches()) {
      throw refused(text, "that is the id of an image, by which registries know none")
          .withHint("write NAME@sha256:...");
    }
  }

  private static PlashException refused(String text, String reason) {
    return PlashException.of("cannot use the image name " + PythonRepr.of(text) + ": " + reason);
  }

  /** Returns HOST/REPOSITORY. */
  public String place() {
    return host + "/" + repository;
  }

  /** Returns the whole name: HOST/REPOSITORY, the tag and the digest. */
  public String shown() {
    return place() + (tag.isEmpty() ? "" : ":" + tag) + digest.map(known -> "@" + SHA256 + known.hex()).orElse("");
  }

  /** Returns what the registry is asked for: the digest where there is one, else the tag. */
  public String reference() {
    return digest.map(known -> SHA256 + known.hex()).orElse(tag);
  }

  /** Returns the host and port that requests for {@code host} are sent to. */
  static String server(String host) {
    return host.equals(DEFAULT_HOST) ? DEFAULT_SERVER : host;
  }
}
