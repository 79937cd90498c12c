package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.text.ShellQuote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
  @TempDir Path folder;

  private void file(String name, String mode) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.setPosixFilePermissions(Files.createFile(file), PosixFilePermissions.fromString(mode));
  }

  @Test
  void find_anyPath_isWhatTheShellFinds() throws Exception {
    file("one/tool", "rw-r--r--");
    file("two/tool", "rwxr-xr-x");
    file("three/tool", "rwxr-xr-x");
    Files.createDirectories(folder.resolve("four/tool"));
    String all = folder + "/one:" + folder + "/four:" + folder + "/none:" + folder + "/two:" + folder + "/three";
    StringBuilder script = new StringBuilder(". " + Reference.project("libexec/plash/lib/path.sh") + "\n");
    List<String> expected = new ArrayList<>();
    for (String path : List.of(all, folder + "/three:" + folder + "/two", folder + "/one", "/none")) {
      for (String tool : List.of("tool", "other", "./tool", "/bin/sh")) {
        script.append("PATH=").append(ShellQuote.always(path)).append("\npath_find ").append(tool)
            .append("\nprintf '%s\\n' \"$out_path\"\n");
        expected.add(SearchPath.of(Map.of("PATH", path)).find(tool));
      }
    }
    assertEquals(expected, Reference.shell(folder, script.toString()));
    assertEquals(folder + "/two/tool", expected.get(0));
    assertEquals(folder + "/three/tool", expected.get(4));
    assertEquals("tool", expected.get(8));
  }

  @Test
  void find_appletOfBusybox_givesWayToProgram() throws Exception {
    file("box/busybox", "rwxr-xr-x");
    file("real/tool", "rwxr-xr-x");
    Files.createDirectories(folder.resolve("links"));
    for (String name : List.of("tool", "only")) {
      Files.createSymbolicLink(folder.resolve("links/" + name), folder.resolve("box/busybox"));
      Files.createLink(folder.resolve("box/" + name), folder.resolve("box/busybox"));
    }
    StringBuilder script = new StringBuilder(". " + Reference.project("libexec/plash/lib/path.sh") + "\n");
    List<String> expected = new ArrayList<>();
    String links = folder + "/links:";
    String box = folder + "/box:";
    String real = folder + "/real";
    for (String path : List.of(links + box + real, box + real, real + ":" + box + links, links + box, links + real)) {
      for (String tool : List.of("tool", "only", "none", "./tool")) {
        script.append("path_tool_find ").append(tool).append(' ').append(ShellQuote.always(path))
            .append("\nprintf '%s\\n' \"$out_path\"\n");
        expected.add(SearchPath.of(Map.of("PATH", path)).find(tool));
      }
    }
    assertEquals(expected, Reference.shell(folder, script.toString()));
    assertEquals(real + "/tool", expected.get(0));
    assertEquals(folder + "/links/only", expected.get(1));
    assertEquals(real + "/tool", expected.get(4));
    assertEquals("tool", SearchPath.of(Map.of("PATH", real + ":" + box)).word("tool"));
    assertEquals(real + "/tool", SearchPath.of(Map.of("PATH", box + real)).word("tool"));
    assertEquals("none", SearchPath.of(Map.of("PATH", links)).word("none"));
  }
}
