package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.http.ResourceUrl;
import io.plash.program.Tool;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The check that a file has a certain SHA-256. */
final class Checksum implements ArchiveCheck {
  private static final String FRAGMENT = "sha256=";
  private static final int DIGITS = 64;

  private final ResourceUrl url;
  private final Digest wanted;
  private final String advice;
  private final ContentDigest content;

  private Checksum(ResourceUrl url, Digest wanted, String advice) {
    this.url = url;
    this.wanted = wanted;
    this.advice = advice;
    this.content = new ContentDigest(url.shown());
  }

  /** Returns the check that the file at {@code url} has the SHA-256 {@code hex}, in digits of any case. */
  static Checksum of(ResourceUrl url, String hex) {
    return new Checksum(url, new Digest(hex.toLowerCase(Locale.ROOT)), "nothing of it was kept");
  }

  /** Returns the check that the file at {@code url} has the SHA-256 {@code hex}, since a lock file says so. */
  static Checksum ofLock(ResourceUrl url, String hex) {
    return new Checksum(url, new Digest(hex), LockedSource.ADVICE);
  }

  /**
   * Returns the check that {@code #sha256=HEX} at the end of a URL asks for; nothing without a fragment. Any other
   * fragment is refused: its author may believe that it is a check.
   */
  static Optional<Checksum> ofFragment(ResourceUrl url) throws PlashException {
    String fragment = url.fragment();
    if (fragment.isEmpty()) {
      return Optional.empty();
    }
    String hex = fragment.startsWith(FRAGMENT) ? fragment.substring(FRAGMENT.length()) : "";
    if (!isDigest(hex)) {
      throw url.failure("no checksum: " + PythonRepr.of("#" + fragment))
          .withHint("what follows the # may be sha256= and 64 hexadecimal digits");
    }
    return Optional.of(of(url, hex));
  }

  /** Tells whether {@code hex} has the form of a SHA-256: 64 hexadecimal digits. */
  static boolean isDigest(String hex) {
    for (int at = 0; at < hex.length(); at++) {
      if (hex.charAt(at) > 'f' || Character.digit(hex.charAt(at), 16) < 0) {
        return false;
      }
    }
    return hex.length() == DIGITS;
  }

  @Override
  public boolean provesWhole() {
    return true;
  }

  @Override
  public List<String> words() {
    return content.words();
  }

  @Override
  public void decide(Tool.Result said) throws PlashException {
    content.decide(said);
    if (!content.found().equals(wanted)) {
      throw url.failure("its SHA-256 is " + content.found().hex() + ", not " + wanted.hex())
          .withHint(advice);
    }
  }
}
