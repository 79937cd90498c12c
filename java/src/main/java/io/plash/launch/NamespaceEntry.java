package io.plash.launch;

import io.plash.text.ShellQuote;
import java.util.List;

/**
 * The words that put a program into new namespaces, in the form that {@code lib/namespaces.sh} sources. The first
 * line is {@code # plash-namespaces VERSION UID KIND}, the second assigns the words, joined by blanks, to a variable,
 * and the last one shows that the file is complete.
 */
public record NamespaceEntry(long uid, String kind, List<String> words) {
  private static final int VERSION = 4;

  /** Copies the words; none may be empty or hold a blank. */
  public NamespaceEntry {
    words = List.copyOf(words);
    for (String word : words) {
      if (!word.matches("[!-~]+")) {
        throw new IllegalArgumentException("not a plain word: " + word);
      }
    }
  }

  /** Returns the text of the file. */
  public String text() {
    return "# plash-namespaces " + VERSION + " " + uid + " " + kind + "\n"
        + "namespaces_words=" + ShellQuote.always(String.join(" ", words)) + "\n"
        + "namespaces_whole=yes\n";
  }
}
