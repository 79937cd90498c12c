package io.plash.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.store.MergedTree.Kind;
import io.plash.store.MergedTree.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTest {
  @TempDir Path folder;

  @Test
  void line_bind_namesThePlaceFromTheNewRoot() {
    Mount mount = Mount.bind("/home", new Target(Kind.DIRECTORY, "/usr/home"), List.of("ro"));

    assertEquals("/home " + LaunchPlan.ROOT + "/usr/home none rbind,ro 0 0", mount.line());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/plain", "/a b", "/tab\there", "/new\nline", "/back\\slash", "/\\040", "/#comment", "/caf\u00e9", "/a\rb",
    "/quote'\"", "/comma,colon:", "/bell\u0007", "/\u007f"
  })
  void line_anyName_isReadBackByFindmnt(String name) throws Exception {
    String line = Mount.bind(name, new Target(Kind.DIRECTORY, name), List.of()).line();
    Path table = Files.writeString(folder.resolve("fstab"), line + "\n");

    Process findmnt = new ProcessBuilder(
            "findmnt", "--tab-file", table.toString(), "--noheadings", "--output", "SOURCE", "--json")
        .redirectErrorStream(true).start();
    String read = new String(findmnt.getInputStream().readAllBytes(), UTF_8);

    assertEquals(0, findmnt.waitFor(), read);
    String value = read.substring(read.indexOf("\"source\":") + 9);
    value = value.substring(value.indexOf('"') + 1, value.lastIndexOf('"'));
    assertEquals(name, unescapeJson(value), line);
  }

  private static String unescapeJson(String text) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      at++;
      switch (text.charAt(at)) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
          at += 4;
        }
        default -> out.append(text.charAt(at));
      }
    }
    return out.toString();
  }
}
