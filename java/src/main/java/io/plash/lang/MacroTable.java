package io.plash.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The macros known by name, and those that a finder finds. */
public final class MacroTable {
  private final Map<String, Macro> macros;
  private final Set<String> defined = new HashSet<>(); // by the script: these are not overridden
  private Optional<MacroFinder> finder = Optional.empty();
  private boolean finderFirst;

  /** A table without macros. */
  public MacroTable() {
    this(new HashMap<>());
  }

  private MacroTable(Map<String, Macro> macros) {
    this.macros = macros;
  }

  /** Adds a macro; one of the same name is forgotten. */
  public void register(Macro macro) {
    macros.put(macro.signature().name(), macro);
  }

  /** The same for a macro that a script defines, which therefore counts more than what is found. */
  void define(Macro macro) {
    register(macro);
    defined.add(macro.signature().name());
  }

  /** Whether the macro of that name is one that the script defined. */
  boolean isDefined(String name) {
    return defined.contains(name);
  }

  /** Also finds macros elsewhere: in place of those registered when {@code first}, else beside them. */
  public void lookIn(MacroFinder other, boolean first) {
    finder = Optional.of(other);
    finderFirst = first;
  }

  /** The macro of that name. */
  public Optional<Macro> find(String name) {
    Optional<Macro> registered = Optional.ofNullable(macros.get(name));
    boolean settled = registered.isPresent() && (!finderFirst || defined.contains(name));
    if (settled || finder.isEmpty()) {
      return registered;
    }
    Optional<Macro> found = finder.get().find(name);
    return found.isPresent() ? found : registered;
  }

  /** What to do to have a macro of that name, where something is in its way; empty otherwise. */
  String advice(String name) {
    return finder.isPresent() ? finder.get().advice(name) : "";
  }

  /** All macros, by module and within it by name. */
  public List<Signature> listing() {
    List<Signature> listing = new ArrayList<>();
    for (String name : names()) {
      find(name).ifPresent(macro -> listing.add(macro.signature()));
    }
    listing.sort(Comparator.comparing(Signature::module).thenComparing(Signature::name));
    return listing;
  }

  /** Forgets all macros, those that are found too, and takes the given ones registered in another table. */
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

  /** A table that starts with the same macros and then goes its own way. */
  MacroTable copy() {
    MacroTable copy = new MacroTable(new HashMap<>(macros));
    copy.defined.addAll(defined);
    copy.finder = finder;
    copy.finderFirst = finderFirst;
    return copy;
  }
}
