package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredefinedMacrosTest {
  @Test
  void table_listing_isGroupedByModule() {
    List<String> listed = new ArrayList<>();
    for (Signature signature : PredefinedMacros.table().listing()) {
      listed.add(signature.module() + " " + signature.name());
    }

    assertEquals(expected(), listed);
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>(List.of("plash.eval hint", "plash.eval reset-imports"));
    String common = "entrypoint entrypoint-script eval-file eval-stdin eval-string hash-path import-env"
        + " invalidate-layer layer run run-stdin write-file write-script";
    for (String name : common.split(" ")) {
      expected.add("plash.macros.common " + name);
    }
    String froms =
        "from from-bootstrap from-busybox from-docker from-github from-id from-lxc from-map from-oci from-tar from-url"
            + " refresh";
    for (String name : froms.split(" ")) {
      expected.add("plash.macros.froms " + name);
    }
    for (String name : "add-apt-repository apk apt defpm dnf emerge npm pacman pip pip3 yum".split(" ")) {
      expected.add("plash.macros.packagemanagers " + name);
    }
    for (String name : "A C D F G R U f l x".split(" ")) {
      expected.add("plash.macros.shortcuts " + name);
    }
    return expected;
  }

  @Test
  void table_descriptions_areOneShortLineEach() {
    for (Signature signature : PredefinedMacros.table().listing()) {
      String description = signature.description();
      assertFalse(description.isBlank(), signature.name());
      assertFalse(description.contains("\n") || description.endsWith("."), description);
      assertTrue(description.length() <= 60, description);
    }
  }

  @Test
  void table_shortcuts_sayWhatTheyStandFor() {
    MacroTable table = PredefinedMacros.table();

    assertEquals("alias for --from alpine --apk", table.find("A").orElseThrow().signature().description());
    assertEquals("alias for --run", table.find("x").orElseThrow().signature().description());
  }
}
