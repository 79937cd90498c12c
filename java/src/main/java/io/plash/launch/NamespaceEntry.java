package io.plash.launch;

import io.plash.host.IdMapper;
import io.plash.host.Namespaces;
import io.plash.host.RootDirectory;
import io.plash.store.BootId;
import io.plash.text.ShellQuote;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern UNION = Pattern.compile("^namespaces_union='([^']*)'$", Pattern.MULTILINE);

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
    Map<String, String> values = new LinkedHashMap<>();
    place.forEach((name, value) -> values.put("namespaces_" + name, value));
    values.put("namespaces_kind", namespaces.kind().label());
    values.put("namespaces_words", String.join(" ", namespaces.words()));
    values.put("namespaces_taste", taste);
    values.put("namespaces_union", union);
    values.put("namespaces_whole", Integer.toString(VERSION));
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(ShellQuote.always(value)).append('\n'));
    return text.toString();
  }

  /**
   * Returns the word for the way to unite layers in {@code text}, an earlier file; empty when that is of other
   * surroundings or for another {@code taste}, or tells no way.
   */
  public Optional<String> knownUnion(String text, String taste) {
    Matcher union = UNION.matcher(text);
    boolean isKnown = union.find() && !union.group(1).equals(NO_UNION) && text.equals(text(taste, union.group(1)));
    return isKnown ? Optional.of(union.group(1)) : Optional.empty();
  }
}
