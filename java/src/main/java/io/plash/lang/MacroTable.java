package io.plash.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The macros known by name. */
public final class MacroTable {
  private final Map<String, Macro> macros;

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

  /** The macro of that name. */
  public Optional<Macro> find(String name) {
    return Optional.ofNullable(macros.get(name));
  }

  /** All macros, by module and within it by name. */
  public List<Signature> listing() {
    List<Signature> listing = new ArrayList<>();
    for (Macro macro : macros.values()) {
      listing.add(macro.signature());
    }
    listing.sort(Comparator.comparing(Signature::module).thenComparing(Signature::name));
    return listing;
  }

  /** Forgets all macros, and takes those of the given names from another table. */
  void replace(MacroTable other, Set<String> names) {
    macros.clear();
    for (String name : names) {
      Optional<Macro> macro = other.find(name);
      if (macro.isPresent()) {
        register(macro.get());
      }
    }
  }

  Set<String> names() {
    return macros.keySet();
  }

  /** A table that starts with the same macros and then goes its own way. */
  MacroTable copy() {
    return new MacroTable(new HashMap<>(macros));
  }
}
