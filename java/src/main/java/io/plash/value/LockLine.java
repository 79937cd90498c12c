package io.plash.value;

import io.plash.text.Characters;
import io.plash.text.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a lock file: of which bytes an image is made.
 *
 * @param source the kind of place that it comes from, such as {@code lxc}
 * @param name the name of the image there, without user and password
 * @param architecture the architecture that the line is for, as Debian calls it; {@code *} for all
 * @param digest what the place knows the bytes by; nothing where it has no such thing
 * @param tree the digest of the files that the image holds, as an archive of a layer
 * @param config the digest of what the image says about starting programs, where it says something and nothing but
 *     {@code tree} tells the bytes to everybody
 * @param where a further word that says where these bytes are; empty for none
 */
public record LockLine(
    String source, String name, String architecture, Optional<Digest> digest, Optional<Digest> tree,
    Optional<Digest> config, String where) {
  /** Stands for all architectures. */
  public static final String ALL = "*";

  private static final String SHA256 = "sha256:";
  private static final String TREE = "tree:" + SHA256;
  private static final String CONFIG = "config:" + SHA256;
  private static final String NONE = "-";
  private static final int DIGITS = 64;
  private static final int LEAST_WORDS = 4;
  private static final String PLAIN = "!\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final Pattern URL = Pattern.compile("(https?|file)://.+");
  private static final Pattern COMMIT = Pattern.compile("commit:[0-9a-f]{40}([0-9a-f]{24})?");
  private static final Pattern TIME = Pattern.compile(
      "snapshot:[12][0-9]{3}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]Z");
  private static final Pattern REPOSITORY = Pattern.compile("[^@]+@sha256:[0-9a-f]{64}");

  /** Returns a line with the digest by which the place knows the bytes, and with nothing about the files. */
  public static LockLine of(String source, String name, String architecture, Optional<Digest> digest, String where) {
    return new LockLine(source, name, architecture, digest, Optional.empty(), Optional.empty(), where);
  }

  /** Parses a line; nothing when it is none. */
  static Optional<LockLine> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < LEAST_WORDS || words[1].isEmpty() || !isArchitecture(words[2])) {
      return Optional.empty();
    }
    int next = LEAST_WORDS;
    Optional<Digest> digest = digest(words[3], SHA256);
    Optional<Digest> tree = Optional.empty();
    if (next < words.length && words[next].startsWith(TREE)) {
      tree = digest(words[next], TREE);
      next += tree.isPresent() ? 1 : 0;
    }
    Optional<Digest> config = Optional.empty();
    if (next < words.length && tree.isPresent() && words[next].startsWith(CONFIG)) {
      config = digest(words[next], CONFIG);
      next += config.isPresent() ? 1 : 0;
    }
    String where = next < words.length ? words[next++] : "";
    String name = new String(PercentEncoding.decode(words[1]), StandardCharsets.UTF_8);
    boolean digested = digest.isPresent() || words[3].equals(NONE) && tree.isPresent();
    LockLine parsed = new LockLine(words[0], name, words[2], digest, tree, config, where);
    return next == words.length && digested && parsed.isKnown() && parsed.text().equals(line)
        ? Optional.of(parsed) : Optional.empty();
  }

  private static boolean isArchitecture(String word) {
    return word.equals(ALL) || Characters.areAscii(word, "_-");
  }

  private static Optional<Digest> digest(String word, String prefix) {
    String hex = word.startsWith(prefix) ? word.substring(prefix.length()) : "";
    return hex.length() == DIGITS && Characters.areHexDigits(hex) ? Optional.of(new Digest(hex)) : Optional.empty();
  }

  // The place has bytes by a digest, but for a suite of packages, from which an image is made.
  private boolean isKnown() {
    if (config.isPresent() && !source.equals("docker")) {
      return false;
    }
    return switch (source) {
      case "bootstrap" -> digest.isEmpty() && TIME.matcher(where).matches();
      case "docker" -> digest.isPresent() && (where.isEmpty() || REPOSITORY.matcher(where).matches());
      case "github" -> digest.isPresent() && COMMIT.matcher(where).matches();
      case "lxc" -> digest.isPresent() && URL.matcher(where).matches();
      case "oci", "url" -> digest.isPresent() && where.isEmpty();
      default -> false;
    };
  }

  /** Tells whether it is about the image {@code otherName} of the place {@code otherSource}. */
  public boolean isOf(String otherSource, String otherName) {
    return source.equals(otherSource) && name.equals(otherName);
  }

  /** Tells whether it counts on a machine of this architecture. */
  public boolean isFor(String machine) {
    return architecture.equals(ALL) || architecture.equals(machine);
  }

  /** Returns the same with what is known of the files: the digest of the tree, and that of the configuration. */
  public LockLine withFiles(Optional<Digest> knownTree, Optional<Digest> knownConfig) {
    return new LockLine(source, name, architecture, digest, knownTree, knownConfig, where);
  }

  /** Returns what tells these bytes from others: the digest of the place, or else that of the tree. */
  public String identity() {
    return digest.isPresent() ? SHA256 + digest.get().hex() : treeWord();
  }

  /** Returns the words that no two lines of a file have in common. */
  String subject() {
    return source + " " + PercentEncoding.encode(name, PLAIN) + " " + architecture;
  }

  /** Returns the line without a newline. */
  public String text() {
    StringBuilder text = new StringBuilder(subject());
    text.append(' ').append(digest.isPresent() ? SHA256 + digest.get().hex() : NONE);
    text.append(tree.isPresent() ? " " + treeWord() : "");
    text.append(config.isPresent() ? " " + CONFIG + config.get().hex() : "");
    return text.append(where.isEmpty() ? "" : " " + where).toString();
  }

  private String treeWord() {
    return TREE + tree.orElseThrow().hex();
  }
}
