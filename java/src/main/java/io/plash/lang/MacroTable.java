package io.plash.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The macros that a script can call: registered macros, and those of a finder. */
public final class MacroTable {
  private final Map<String, Macro> macros;
  private final Set<String> defined = new HashSet<>(); // names that the script defined, before which no finder comes
  private Optional<MacroFinder> finder = Optional.empty();
  private boolean finderFirst;

  /** Makes an empty table. */
  public MacroTable() {
    this(new HashMap<>());
  }

  private MacroTable(Map<String, Macro> macros) {
    this.macros = macros;
  }

  /** Adds a macro and forgets one of the same name. */
  public void register(Macro macro) {
    macros.put(macro.signature().name(), macro);
  }

  /** Adds a macro that the script defines: it comes before those of the finder. */
  void define(Macro macro) {
    register(macro);
    defined.add(macro.signature().name());
  }

  /** Tells whether the script defined the macro of that name. */
  boolean isDefined(String name) {
    return defined.contains(name);
  }

  /** Sets the finder. Its macros come before registered macros of the same name when {@code first}, else after them. */
  public void lookIn(MacroFinder other, boolean first) {
    finder = Optional.of(other);
    finderFirst = first;
  }

  /** Returns the macro of that name. */
  public Optional<Macro> find(String name) {
    Optional<Macro> registered = Optional.ofNullable(macros.get(name));
    boolean settled = registered.isPresent() && (!finderFirst || defined.contains(name));
    if (settled || finder.isEmpty()) {
      return registered;
    }
    Optional<Macro> found = finder.get().find(name);
    return found.isPresent() ? found : registered;
  }

  /** Returns what {@link MacroFinder#advice} says. */
  String advice(String name) {
    return finder.isPresent() ? finder.get().advice(name) : "";
  }

  /** Lists all macros, sorted by module and then by name. */
  public List<Signature> listing() {
    List<Signature> listing = new ArrayList<>();
    for (String name : names()) {
      find(name).ifPresent(macro -> listing.add(macro.signature()));
    }
    listing.sort(Comparator.comparing(Signature::module).thenComparing(Signature::name));
    return listing;
  }

  /** Forgets all macros and the finder, and takes the macros of the given names from another table. */
  void replace(MacroTable other, Set<String> names) {
    macros.clear();
    defined.clear();
    finder = Optional.empty();
    for (String name : names) {
      Macro macro = other.macros.get(name);
      if (macro != null) {
        register(macro);
      }
    }
  }

  Set<String> names() {
    Set<String> names = new HashSet<>(macros.keySet());
    if (finder.isPresent()) {
      for (Signature found : finder.get().listing()) {
        names.add(found.name());
      }
    }
    return names;
  }

  /** Returns an independent copy. */
  MacroTable copy() {
    MacroTable copy = new MacroTable(new HashMap<>(macros));
    copy.defined.addAll(defined);
    copy.finder = finder;
    copy.finderFirst = finderFirst;
    return copy;
  }
}
