package io.plash.launch;

import io.plash.host.Namespaces;
import io.plash.text.ShellQuote;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How programs are put into new namespaces, in the form that {@code lib/namespaces.sh} sources: assignments of which
 * the last shows that the file is complete, and of which version it is. {@code boot} and {@code root} tell the start of
 * the machine and the data directory for which it was found out.
 */
public record NamespaceEntry(String boot, String root, Namespaces namespaces) {
  private static final int VERSION = 5;

  /** Checks that no word is empty or holds a blank. */
  public NamespaceEntry {
    for (String word : namespaces.words()) {
      if (!word.matches("[!-~]+")) {
        throw new IllegalArgumentException("not a plain word: " + word);
      }
    }
  }

  /** Returns the text of the file. */
  public String text() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("namespaces_boot", boot);
    values.put("namespaces_data", root);
    values.put("namespaces_kind", namespaces.kind().label());
    values.put("namespaces_words", String.join(" ", namespaces.words()));
    values.put("namespaces_whole", Integer.toString(VERSION));
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(ShellQuote.always(value)).append('\n'));
    return text.toString();
  }
}
