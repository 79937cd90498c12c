package io.plash.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.text.ShellQuote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespacesTest {
  private static final String VARIABLE = "PLASH_NO_UNSHARE";

  @TempDir Path folder;

  @Test
  void areDisabled_anyUserAndValue_isAsTheShellSays() throws Exception {
    StringBuilder script = new StringBuilder(". " + Reference.project("libexec/plash/lib/namespaces.sh") + "\n");
    List<String> expected = new ArrayList<>();
    for (String value : new String[] {null, "", "1", "0", " "}) {
      for (long uid : new long[] {0, 1, 1000, 4294967294L}) {
        Map<String, String> environment = new HashMap<>();
        script.append("unset ").append(VARIABLE).append('\n');
        if (value != null) {
          environment.put(VARIABLE, value);
          script.append(VARIABLE).append('=').append(ShellQuote.always(value)).append('\n');
        }
        script.append("plash_uid=").append(uid)
            .append("\nif namespaces_disabled; then echo true; else echo false; fi\n");
        expected.add(Boolean.toString(Namespaces.areDisabled(environment, uid)));
      }
    }
    assertEquals(expected, Reference.shell(folder, script.toString()));
    assertEquals(3, expected.stream().filter("true"::equals).count());
  }
}
