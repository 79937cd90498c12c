package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallerEnvironmentTest {
  @TempDir Path folder;

  @Test
  void of_whatTheShellPutAway_isAsItWas() throws Exception {
    String script = """
        unset launch_at
        export fail_mark=yes fail_escape=
        . %s
        given_hide fail_mark launch_at fail_escape
        fail_mark=ours
        export fail_mark
        env | grep -E '^(PLASH_GIVEN|fail_|launch_)'
        """.formatted(Reference.project("libexec/plash/lib/given.sh"));
    Map<String, String> environment = new HashMap<>();
    for (String line : Reference.shell(folder, script)) {
      environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }

    assertEquals("ours", environment.get("fail_mark"));
    assertEquals(Map.of("fail_mark", "yes", "fail_escape", ""), CallerEnvironment.of(environment));
  }
}
