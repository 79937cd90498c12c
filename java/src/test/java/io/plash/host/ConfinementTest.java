package io.plash.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.failure.Remedy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfinementTest {
  private static final String REFUSED = "unshare: unshare failed: Operation not permitted\n";
  private static final String FULL = "unshare: unshare failed: No space left on device\n";
  private static final String PLAIN = "Name:\tjava\nNoNewPrivs:\t0\nSeccomp:\t0\nCapBnd:\t000001ffffffffff\n";
  private static final List<SubordinateIds> RANGES = List.of(new SubordinateIds(100000, 65536));

  @TempDir Path proc;

  private Map<String, String> environment;

  @BeforeEach
  void makeOrdinary() throws Exception {
    write("self/status", PLAIN);
    write("self/uid_map", "         0          0 4294967295\n");
    write("self/mountinfo", "20 1 8:1 / / rw,relatime - ext4 /dev/x rw\n");
    Path bin = Files.createDirectory(proc.resolve("bin"));
    for (String program : List.of("newuidmap", "newgidmap")) {
      Files.writeString(bin.resolve(program), "");
      Files.setPosixFilePermissions(bin.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setAttribute(bin.resolve(program), "unix:mode", 04755);
    }
    environment = Map.of("PATH", bin.toString(), "PLASH_LIBEXEC", "../libexec/plash");
  }

  @ParameterizedTest
  @CsvSource({
    "user/max_mnt_namespaces, 0, max_mnt_namespaces",
    "kernel/unprivileged_userns_clone, 0, unprivileged_userns_clone",
    "kernel/apparmor_restrict_unprivileged_userns, 1, apparmor_restrict_unprivileged_userns",
    "kernel/unprivileged_userns_clone, 1, chroot",
    "kernel/apparmor_restrict_unprivileged_userns, 0, chroot",
    "user/max_mnt_namespaces, 100, chroot",
  })
  void ofUserNamespace_sysctl_isNamed(String sysctl, String value, String name) throws Exception {
    write("sys/" + sysctl, value + "\n");
    assertEquals(remedy(name), confinement().ofUserNamespace(REFUSED));
  }

  @Test
  void ofUserNamespace_limit_isNamedByWhatUnshareSays() {
    assertEquals(remedy("max_user_namespaces"), confinement().ofUserNamespace(FULL));
  }

  @Test
  void ofUserNamespace_filterOrNoMap_isNamed() throws Exception {
    write("self/uid_map", "");
    assertEquals(remedy("no-id-map"), confinement().ofUserNamespace(REFUSED));
    write("self/status", PLAIN.replace("Seccomp:\t0", "Seccomp:\t2"));
    assertEquals(remedy("seccomp"), confinement().ofUserNamespace(REFUSED));
  }

  @Test
  void ofMountNamespace_limitFilterOrCapability_isNamed() throws Exception {
    assertEquals(remedy("no-sys-admin"), confinement().ofMountNamespace(REFUSED));
    assertEquals(remedy("max_mnt_namespaces"), confinement().ofMountNamespace(FULL));
    write("self/status", PLAIN.replace("Seccomp:\t0", "Seccomp:\t2"));
    assertEquals(remedy("seccomp"), confinement().ofMountNamespace(REFUSED));
  }

  @Test
  void ofUserNamespace_procIsReadOnly_isNamed() {
    String errors = "unshare: cannot open /proc/self/uid_map: Read-only file system\n";
    assertEquals(remedy("proc-read-only"), confinement().ofUserNamespace(errors));
    assertEquals(remedy("proc-read-only"), confinement().ofIdMap(RANGES, errors));
  }

  @Test
  void ofIdMap_noName_isNamedByWhatUnshareSays() {
    assertEquals(remedy("no-name"), confinement().ofIdMap(RANGES, "unshare: you (user 54321) don't exist.\n"));
  }

  @Test
  void ofIdMap_otherGroup_isNamedByWhatNewuidmapSays() {
    assertEquals(remedy("other-group"), confinement().ofIdMap(RANGES,
        "newuidmap: Target process 7 is owned by a different user: uid:5 pw_uid:5 st_uid:5, gid:7 pw_gid:5\n"));
  }

  @Test
  void ofIdMap_nothingFound_isTheGeneralAdvice() {
    assertEquals(remedy("unmapped"), confinement().ofIdMap(RANGES, ""));
  }

  @Test
  void ofIdMap_setUidBitsGone_namesThePrograms() throws Exception {
    Path map = proc.resolve("bin/newgidmap");
    Files.setAttribute(map, "unix:mode", 0755);
    assertEquals(remedy("no-setuid-bit", "programs", map.toString()), confinement().ofIdMap(RANGES, ""));
    Files.setAttribute(proc.resolve("bin/newuidmap"), "unix:mode", 0755);
    String both = proc.resolve("bin/newuidmap") + " " + map;
    assertEquals(remedy("no-setuid-bit", "programs", both), confinement().ofIdMap(RANGES, ""));
  }

  @Test
  void ofIdMap_nosuidMount_isTheNearestAndLast() throws Exception {
    String root = "20 1 8:1 / / rw,nosuid,relatime - ext4 /dev/x rw\n";
    write("self/mountinfo", root);
    assertEquals(remedy("nosuid", "mount", "/"), confinement().ofIdMap(RANGES, ""));
    write("self/mountinfo", root + "21 20 8:1 / " + proc + " rw,relatime - ext4 /dev/x rw\n");
    assertEquals(remedy("unmapped"), confinement().ofIdMap(RANGES, ""));
    write("self/mountinfo", "21 20 8:1 / " + proc + " rw,nosuid - ext4 /dev/x rw\n" + root.replace("nosuid,", ""));
    assertEquals(remedy("nosuid", "mount", proc.toString()), confinement().ofIdMap(RANGES, ""));
    write("self/mountinfo", root.replace("nosuid,", "") + root.replace("/ / ", "/ " + proc + "x "));
    assertEquals(remedy("unmapped"), confinement().ofIdMap(RANGES, ""));
  }

  @Test
  void ofIdMap_processIsConfined_isNamed() throws Exception {
    write("self/status", PLAIN.replace("CapBnd:\t000001ffffffffff", "CapBnd:\t000001ffffdfffff"));
    assertEquals(remedy("no-sys-admin-for-ids"), confinement().ofIdMap(RANGES, ""));
    write("self/uid_map", "         0       1000          1\n         1     100000      65536\n");
    assertEquals(remedy("range-outside"), confinement().ofIdMap(RANGES, ""));
    write("self/status", PLAIN.replace("NoNewPrivs:\t0", "NoNewPrivs:\t1"));
    assertEquals(remedy("no-new-privs"), confinement().ofIdMap(RANGES, ""));
  }

  private Confinement confinement() {
    return new Confinement(environment, proc);
  }

  private Remedy remedy(String name, String... fillings) {
    return Remedy.of(environment, name, fillings);
  }

  private void write(String name, String text) throws Exception {
    Path file = proc.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
