package io.plash.launch;

import io.plash.text.ShellQuote;
import java.util.List;

/**
 * The words that put a program into new namespaces, as {@code lib/namespaces.sh} reads them: first line
 * {@code # plash-namespaces VERSION UID KIND}, then the words, joined by blanks, as the value of a variable,
 * and at the end {@code namespaces_whole=yes}.
 */
public record NamespaceEntry(long uid, String kind, List<String> words) {
  private static final int VERSION = 4;

  /** The words are not to be changed, and none is empty or holds a blank. */
  public NamespaceEntry {
    words = List.copyOf(words);
    for (String word : words) {
      if (!word.matches("[!-~]+")) {
        throw new IllegalArgumentException("not a plain word: " + word);
      }
    }
  }

  /** The file's text. */
  public String text() {
    return "# plash-namespaces " + VERSION + " " + uid + " " + kind + "\n"
        + "namespaces_words=" + ShellQuote.always(String.join(" ", words)) + "\n"
        + "namespaces_whole=yes\n";
  }
}
