package io.plash.launch;

import io.plash.host.IdMapper;
import io.plash.host.Namespaces;
import io.plash.host.RootDirectory;
import io.plash.store.BootId;
import io.plash.text.ShellQuote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How programs are put into new namespaces, in the form that {@code lib/namespaces.sh} sources: assignments of which
 * the last shows that the file is complete, and of which version it is.
 *
 * @param place what the entry was found out for, by the names that the variables have behind {@code namespaces_}
 */
public record NamespaceEntry(Map<String, String> place, Namespaces namespaces) {
  /** Stands for the way to unite layers where none is known. */
  public static final String NO_UNION = "?";

  private static final int VERSION = 7;
  private static final List<Namespaces.Kind> RECORDED = List.of(Namespaces.Kind.ROOT, Namespaces.Kind.ROOT_OWN_ID,
      Namespaces.Kind.ROOT_UNPRIVILEGED, Namespaces.Kind.RANGES);
  private static final String PREFIX = "namespaces_";

  /** Returns the entry for the data directory {@code data} and what this process sees of the machine. */
  public static NamespaceEntry here(Map<String, String> environment, String data, Namespaces namespaces) {
    Map<String, String> place = new LinkedHashMap<>();
    place.put("boot", BootId.current());
    place.put("data", data);
    place.put("root", RootDirectory.identity());
    for (String name : IdMapper.NAMES) {
      place.put(name, IdMapper.find(environment, name).toString());
    }
    return new NamespaceEntry(place, namespaces);
  }

  /** Checks that no word is empty or holds a blank. */
  public NamespaceEntry {
    for (String word : namespaces.words()) {
      if (!word.matches("[!-~]+")) {
        throw new IllegalArgumentException("not a plain word: " + word);
      }
    }
  }

  /**
   * Returns the text of the file, with {@code union}, the word for the way to unite layers, which was found for the
   * kinds that {@code taste} names.
   */
  public String text(String taste, String union) {
    Map<String, String> values = new LinkedHashMap<>(place);
    values.put("kind", namespaces.kind().label());
    values.put("words", String.join(" ", namespaces.words()));
    values.put("taste", taste);
    values.put("union", union);
    values.put("whole", Integer.toString(VERSION));
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> value : values.entrySet()) {
      text.append(PREFIX).append(value.getKey()).append('=').append(ShellQuote.always(value.getValue())).append('\n');
    }
    return text.toString();
  }

  /**
   * Returns the entry that {@code text}, a file which was written earlier, is of, when everything that it tells of the
   * place is so for {@code data} and this process; empty otherwise, and for a kind whose limitation people are told.
   */
  static Optional<NamespaceEntry> known(
      String text, Map<String, String> environment, String data, String taste) {
    Optional<Namespaces.Kind> kind = Namespaces.Kind.labelled(value(text, "kind"));
    if (kind.isEmpty() || !RECORDED.contains(kind.get())) {
      return Optional.empty();
    }
    Namespaces namespaces = new Namespaces(kind.get(), List.of(value(text, "words").split(" ")), "");
    NamespaceEntry entry = here(environment, data, namespaces);
    boolean isTold = !entry.place.get("root").equals(RootDirectory.UNKNOWN);
    return isTold && text.equals(entry.text(taste, value(text, "union"))) ? Optional.of(entry) : Optional.empty();
  }

  // The value of a line that needs no quotes inside its own; empty when there is none.
  private static String value(String text, String name) {
    String begin = "\n" + PREFIX + name + "='";
    int start = text.indexOf(begin);
    int end = text.indexOf("'\n", start + begin.length());
    return start < 0 || end < 0 ? "" : text.substring(start + begin.length(), end);
  }

  /**
   * Returns the word for the way to unite layers in {@code text}, an earlier file; empty when that is of other
   * surroundings or for another {@code taste}, or tells no way.
   */
  public Optional<String> knownUnion(String text, String taste) {
    String union = value(text, "union");
    return !union.equals(NO_UNION) && text.equals(text(taste, union)) ? Optional.of(union) : Optional.empty();
  }
}
