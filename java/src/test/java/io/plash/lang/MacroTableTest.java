package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MacroTableTest {
  private final MacroTable table = new MacroTable();

  @Test
  void register_sameNameTwice_lastWins() {
    Macro last = new Silent(new Signature("b", "x", Arity.ANY, "second"));
    table.register(new Silent(new Signature("a", "x", Arity.ANY, "first")));
    table.register(last);

    assertSame(last, table.find("x").orElseThrow());
    assertEquals(List.of(last.signature()), table.listing());
  }

  @Test
  void find_unknownName_isNothing() {
    assertTrue(table.find("x").isEmpty());
  }

  @Test
  void listing_macros_areSortedByModuleThenName() {
    for (String name : List.of("b:a", "a:z", "b:B", "a:b", "a:a-b", "ab:c")) {
      String[] parts = name.split(":");
      table.register(new Silent(new Signature(parts[0], parts[1], Arity.ANY, "")));
    }

    List<String> listed = new ArrayList<>();
    for (Signature signature : table.listing()) {
      listed.add(signature.module() + ":" + signature.name());
    }
    assertEquals(List.of("a:a-b", "a:b", "a:z", "ab:c", "b:B", "b:a"), listed);
  }

  @Test
  void find_withFinder_findsWhatIsNotRegistered() {
    table.register(new Silent(new Signature("ours", "x", Arity.ANY, "")));
    table.lookIn(new Folder(), false);

    assertEquals("ours", table.find("x").orElseThrow().signature().module());
    assertEquals("folder", table.find("y").orElseThrow().signature().module());
    assertTrue(table.find("z").isEmpty());
    assertEquals(List.of("folder y", "ours x"), modulesAndNames(table));
  }

  @Test
  void find_withFinderFirst_isOverriddenByDefinedOnly() {
    table.register(new Silent(new Signature("ours", "x", Arity.ANY, "")));
    table.register(new Silent(new Signature("ours", "y", Arity.ANY, "")));
    table.lookIn(new Folder(), true);
    MacroTable copy = table.copy();
    copy.define(new Silent(new Signature("script", "y", Arity.ANY, "")));

    assertEquals(List.of("folder x", "folder y"), modulesAndNames(table));
    assertEquals(List.of("folder x", "script y"), modulesAndNames(copy));
  }

  @Test
  void advice_isTheFinders() {
    assertEquals("", table.advice("locked"));
    table.lookIn(new Folder(), false);

    assertEquals("", table.advice("long-nam"));
    assertEquals("unlock it", table.advice("locked"));
  }

  private static List<String> modulesAndNames(MacroTable table) {
    List<String> listed = new ArrayList<>();
    table.listing().forEach(macro -> listed.add(macro.module() + " " + macro.name()));
    return listed;
  }

  /** Has x and y. */
  private record Folder() implements MacroFinder {
    @Override
    public Optional<Macro> find(String name) {
      return name.equals("x") || name.equals("y")
          ? Optional.of(new Silent(new Signature("folder", name, Arity.ANY, "")))
          : Optional.empty();
    }

    @Override
    public List<Signature> listing() {
      return List.of(find("x").orElseThrow().signature(), find("y").orElseThrow().signature());
    }

    @Override
    public String advice(String name) {
      return name.equals("locked") ? "unlock it" : "";
    }
  }

  private record Silent(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      return Optional.empty();
    }
  }
}
