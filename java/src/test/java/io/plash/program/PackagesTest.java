package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagesTest {
  private static final String LIBEXEC = Reference.project("libexec/plash");

  @TempDir Path folder;

  @Test
  void hint_machines_haveTheirManagersAndPackages() throws Exception {
    assertEquals("install the package xz-utils", hint("xz"));
    add("zypper");
    assertEquals("install the package xz (as root: zypper install xz)", hint("xz"));
    add("pacman");
    assertEquals("install the package python (as root: pacman -S python)", hint("python3"));
    add("apt-get");
    assertEquals("install the package xz-utils (as root: apt-get install xz-utils)", hint("xz"));
  }

  @Test
  void hint_unknownProgramOrNoTable_isEmpty() {
    assertEquals("", hint("unknown"));
    assertEquals("", hint("PROGRAM"));
    assertEquals("", new Packages(folder, SearchPath.of(Map.of())).hint("xz"));
  }

  @Test
  void hint_anyMachineAndProgram_isAsTheShellSays() throws Exception {
    List<String> programs = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(LIBEXEC, "lib/packages"))) {
      if (!line.startsWith("#") && !line.startsWith("PROGRAM")) {
        assertEquals(6, line.split("\\|").length, line);
        programs.add(line.substring(0, line.indexOf('|')));
      }
    }
    for (String manager : new String[] {"none", "zypper", "apk", "pacman", "dnf", "apt-get"}) {
      add(manager);
      StringBuilder script = new StringBuilder("PLASH_LIBEXEC=" + LIBEXEC + "; . $PLASH_LIBEXEC/lib/base.sh\n"
          + ". $PLASH_LIBEXEC/lib/remedy.sh\nPATH=" + folder + "\n");
      List<String> hints = new ArrayList<>();
      for (String program : programs) {
        script.append("remedy_install ").append(program).append("; echo \"$out_command\"\n");
        hints.add(hint(program));
      }
      assertEquals(hints, Reference.shell(folder, script.toString()));
    }
  }

  private String hint(String program) {
    return Packages.of(Map.of("PATH", folder.toString(), "PLASH_LIBEXEC", LIBEXEC)).hint(program);
  }

  private void add(String program) throws Exception {
    Files.writeString(folder.resolve(program), "");
    Files.setPosixFilePermissions(folder.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
