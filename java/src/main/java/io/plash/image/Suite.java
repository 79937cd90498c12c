package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.text.Characters;
import io.plash.text.PythonRepr;
import java.util.List;

/**
 * A release of Debian or of a distribution like it, written {@code SUITE} or {@code DISTRIBUTION:SUITE}, with the URL
 * of a mirror behind a further colon if need be. The parts that are not given are empty.
 */
record Suite(String distribution, String name, String mirror) {
  private static final String SCHEME_END = "://";
  private static final List<String> DISTRIBUTIONS = List.of("debian", "devuan", "kali", "raspbian", "ubuntu");

  /** Reads {@code text}, and refuses what the tools would take for something else than a suite or a mirror. */
  static Suite parse(String text) throws PlashException {
    int scheme = text.indexOf(SCHEME_END);
    int mirrorAt = scheme < 0 ? text.length() : text.lastIndexOf(':', scheme - 1);
    String mirror = scheme < 0 ? "" : text.substring(mirrorAt + 1);
    String release = text.substring(0, Math.max(mirrorAt, 0));
    int colon = release.indexOf(':');
    String distribution = release.substring(0, Math.max(colon, 0));
    String name = release.substring(colon + 1);
    if (colon >= 0 && !DISTRIBUTIONS.contains(distribution) || !isWord(name)) {
      throw PlashException.of(PythonRepr.of(shown(text)) + " is no suite")
          .withHint("a suite is a name such as bookworm or ubuntu:noble, a mirror behind it a URL");
    }
    if (hasBlankOrControl(mirror)) {
      throw PlashException.of(PythonRepr.of(shown(mirror)) + " is no URL of a mirror");
    }
    return new Suite(distribution, name, mirror);
  }

  /** Returns {@code text}, the name of a suite or a message about one, without users and passwords of its URLs. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    int from = 0;
    for (int scheme = text.indexOf(SCHEME_END); scheme >= 0; scheme = text.indexOf(SCHEME_END, from)) {
      int host = scheme + SCHEME_END.length();
      int end = host;
      while (end < text.length() && text.charAt(end) > ' ' && "/'\"".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      int at = text.substring(0, end).lastIndexOf('@');
      shown.append(text, from, host);
      from = at < host ? host : at + 1;
    }
    return shown + text.substring(from);
  }

  private static boolean isWord(String text) {
    return Characters.areAscii(text, "._+-/") && Characters.isAsciiLetterOrDigit(text.charAt(0));
  }

  // The tools take several words for an entry of sources.list, and such an entry can switch off signatures.
  private static boolean hasBlankOrControl(String text) {
    return text.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
  }
}
