package io.plash.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
  private static final String ROOT = "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n";

  @TempDir Path folder;

  @Test
  void readOnlyBinds_noMountPoint_hasTheFlagsOfTheMountItLiesOn() throws Exception {
    assertEquals(Map.of("/home", List.of("ro")), binds(ROOT, "/home"));
    assertEquals(
        Map.of("/home", List.of("ro", "nosuid", "nodev")),
        binds("22 1 8:1 / / rw,nosuid,nodev,relatime - ext4 /dev/sda1 rw\n", "/home"));
  }

  @Test
  void readOnlyBinds_mountsBelow_areBoundThemselves() throws Exception {
    String table = ROOT
        + "30 22 8:2 / /home rw,nodev shared:1 master:2 - ext4 /dev/sda2 rw\n"
        + "31 30 0:40 / /home/a/usb rw,nosuid,nodev,noexec - vfat /dev/sdb1 rw\n"
        + "32 22 0:41 / /homes rw,noexec - tmpfs tmpfs rw\n";

    assertEquals(
        Map.of("/home", List.of("ro", "nodev"), "/home/a/usb", List.of("ro", "nosuid", "nodev", "noexec")),
        binds(table, "/home"));
  }

  @Test
  void readOnlyBinds_escapedNames_areReadBack() throws Exception {
    String table = ROOT + "30 22 8:2 / /home/a\\040b\\011c\\012d\\134e rw,noexec - ext4 /dev/sda2 rw\n"
        + "31 22 8:2 / /home/caf\u00e9 rw - ext4 /dev/sda2 rw\n";

    assertEquals(
        Map.of("/home", List.of("ro"), "/home/a b\tc\nd\\e", List.of("ro", "noexec"), "/home/caf\u00e9",
            List.of("ro")),
        binds(table, "/home"));
  }

  @Test
  void readOnlyBinds_mountedTwice_theLaterLiesOnTop() throws Exception {
    String table = ROOT + "30 22 8:2 / /home rw,nodev - ext4 /dev/sda2 rw\n"
        + "31 30 8:3 / /home rw,noexec - ext4 /dev/sda3 rw\n";

    assertEquals(Map.of("/home", List.of("ro", "noexec")), binds(table, "/home"));
  }

  @Test
  void readOnlyBinds_thisMachine_isUnderstood() throws Exception {
    assertEquals("ro", new Host().readOnlyBinds(List.of("/home")).get("/home").get(0));
  }

  private Map<String, List<String>> binds(String table, String path) throws Exception {
    return new Host(Files.writeString(folder.resolve("mountinfo"), table)).readOnlyBinds(List.of(path));
  }
}
