package io.plash.catalog;

import io.plash.text.Characters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The branches and tags of a repository, as a git server lists them to who wants to fetch (gitprotocol-http(5), the
 * answer to {@code info/refs?service=git-upload-pack}).
 */
final class GitReferences {
  private static final int LENGTH_DIGITS = 4;
  private static final int HEX_BASE = 16;
  private static final int SHA1_DIGITS = 40;
  private static final int SHA256_DIGITS = 64;
  private static final String PEELED = "^{}"; // the commit that a tag with a message of its own stands for

  private final Map<String, String> commits = new HashMap<>();

  private GitReferences() {}

  /** Reads {@code answer}; what is no such answer has no branches and tags. */
  static GitReferences parse(String answer) {
    GitReferences references = new GitReferences();
    int at = 0;
    while (at + LENGTH_DIGITS <= answer.length()) {
      int length = length(answer.substring(at, at + LENGTH_DIGITS));
      int end = at + Math.max(length, LENGTH_DIGITS);
      if (length < 0 || end > answer.length()) {
        return references;
      }
      references.add(answer.substring(at + LENGTH_DIGITS, end));
      at = end;
    }
    return references;
  }

  private static int length(String digits) {
    return Characters.areHexDigits(digits) ? Integer.parseInt(digits, HEX_BASE) : -1;
  }

  // COMMIT NAME, and behind the first name, after a NUL, what the server can do.
  private void add(String line) {
    int blank = line.indexOf(' ');
    int end = line.indexOf('\0') < 0 ? line.length() : line.indexOf('\0');
    if (blank > 0 && blank < end && isCommit(line.substring(0, blank))) {
      commits.put(line.substring(blank + 1, end).strip(), line.substring(0, blank));
    }
  }

  /** Tells whether {@code text} is the full name of a commit. */
  static boolean isCommit(String text) {
    return (text.length() == SHA1_DIGITS || text.length() == SHA256_DIGITS) && Characters.areHexDigits(text);
  }

  /** Tells whether the server lists nothing. */
  boolean isEmpty() {
    return commits.isEmpty();
  }

  /** Returns the commit that {@code name} stands for: HEAD, a branch or a tag. */
  Optional<String> commit(String name) {
    for (String full : new String[] {"refs/heads/" + name, "refs/tags/" + name + PEELED, "refs/tags/" + name, name}) {
      if (commits.containsKey(full)) {
        return Optional.of(commits.get(full));
      }
    }
    return Optional.empty();
  }
}
