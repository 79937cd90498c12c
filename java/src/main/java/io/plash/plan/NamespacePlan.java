package io.plash.plan;

import io.plash.value.ShellQuote;
import java.util.List;

/**
 * The words that put a program into new namespaces, as {@code lib/launch.sh} reads them from
 * {@code plan/namespaces}: first line {@code # plash-namespaces VERSION UID KIND}, then one
 * {@code set --}, and at the end {@code namespaces_whole=yes}.
 */
public record NamespacePlan(long uid, String kind, List<String> words) {
  private static final int VERSION = 2;

  /** The file's text. */
  public String text() {
    StringBuilder out =
        new StringBuilder("# plash-namespaces " + VERSION + " " + uid + " " + kind + "\nset --");
    for (String word : words) {
      out.append(' ').append(ShellQuote.always(word));
    }
    return out.append(" \"$@\"\nnamespaces_whole=yes\n").toString();
  }
}
