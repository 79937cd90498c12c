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

  private record Silent(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(Evaluation evaluation, List<String> arguments) {
      return Optional.empty();
    }
  }
}
