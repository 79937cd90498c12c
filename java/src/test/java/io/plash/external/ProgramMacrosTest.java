package io.plash.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.text.ShellQuote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramMacrosTest {
  private static final List<Map<String, String>> ENVIRONMENTS = List.of(
      Map.of(),
      Map.of("HOME", "/home/me"),
      Map.of("HOME", ""),
      Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/c d/é"),
      Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", ""),
      Map.of("XDG_CONFIG_HOME", "rel"),
      Map.of("HOME", "/home/me", "PLASH_MACRO_PATH", ""),
      Map.of("HOME", "/home/me", "PLASH_MACRO_PATH", "/a::b c:"),
      Map.of("PLASH_MACRO_PATH", ":/one"));

  @TempDir Path folder;

  @Test
  void folders_ofAnyEnvironment_areThoseOfTheShell() throws Exception {
    StringBuilder script = new StringBuilder("""
        . %s
        list() {
          macro_path_find
          echo "$macro_path_wins"
          set -f
          IFS=:
          for folder in $macro_path; do
            [ -z "$folder" ] || printf '%%s\n' "$folder"
          done
        }
        """.formatted(Reference.project("libexec/plash/lib/macros.sh")));
    List<String> expected = new ArrayList<>();
    for (Map<String, String> environment : ENVIRONMENTS) {
      script.append("unset HOME XDG_CONFIG_HOME PLASH_MACRO_PATH\n");
      environment.forEach(
          (name, value) -> script.append(name).append('=').append(ShellQuote.always(value)).append('\n'));
      script.append("(list)\n");
      expected.add(ProgramMacros.areOnPurpose(environment) ? "yes" : "no");
      expected.addAll(new ProgramMacros(environment, System.err).folders());
    }
    assertEquals(expected, Reference.shell(folder, script.toString()));
  }
}
