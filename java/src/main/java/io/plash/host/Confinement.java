package io.plash.host;

import io.plash.failure.Remedy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why this process cannot have namespaces or map ids, as far as proc(5) and the file system tell. */
final class Confinement {
  private static final int SYS_ADMIN = 21; // capabilities(7), <linux/capability.h>
  private static final int HEX = 16;
  private static final String FILTERED = "2"; // Seccomp: in proc(5)
  private static final String LIMIT = "No space left on device"; // ENOSPC, unshare(2)

  private static final String READ_ONLY = "Read-only file system"; // EROFS, write(2)
  private static final String NO_NAME = "don't exist"; // unshare.c of util-linux, read_subid_range
  private static final String OTHER_GROUP = "is owned by a different user"; // newuidmap.c of shadow 4

  private final Map<String, String> environment;
  private final Path proc;

  /** Asks what is mounted on {@code proc}; {@code environment} has PATH, and PLASH_LIBEXEC for the words. */
  Confinement(Map<String, String> environment, Path proc) {
    this.environment = environment;
    this.proc = proc;
  }

  /**
   * Returns what helps when unshare(1), which said {@code errors}, could make no user namespace with a mount namespace.
   * A chroot shows itself in nothing of /proc that an ordinary user may read, so it is what remains when nothing else
   * forbids them.
   */
  Remedy ofUserNamespace(String errors) {
    if (isSet("user/max_mnt_namespaces", "0")) {
      return remedy("max_mnt_namespaces");
    }
    if (errors.contains(LIMIT)) {
      return remedy("max_user_namespaces"); // also when there are as many already, or as deep as can be
    }
    if (errors.contains(READ_ONLY)) {
      return remedy("proc-read-only"); // the map of ids cannot be written
    }
    if (isSet("kernel/unprivileged_userns_clone", "0")) {
      return remedy("unprivileged_userns_clone");
    }
    if (isSet("kernel/apparmor_restrict_unprivileged_userns", "1")) {
      return remedy("apparmor_restrict_unprivileged_userns");
    }
    if (status("Seccomp").equals(FILTERED)) {
      return remedy("seccomp");
    }
    return remedy(text("self/uid_map").isBlank() ? "no-id-map" : "chroot");
  }

  /** Returns what helps when unshare(1), which said {@code errors}, could make no mount namespace for root. */
  Remedy ofMountNamespace(String errors) {
    if (errors.contains(LIMIT)) {
      return remedy("max_mnt_namespaces");
    }
    return remedy(status("Seccomp").equals(FILTERED) ? "seccomp" : "no-sys-admin");
  }

  /**
   * Returns what helps when newuidmap(1) and newgidmap(1), which are there and said {@code errors}, could not map
   * {@code ranges}.
   */
  Remedy ofIdMap(List<SubordinateIds> ranges, String errors) {
    if (errors.contains(READ_ONLY)) {
      return remedy("proc-read-only");
    }
    if (errors.contains(NO_NAME)) {
      return remedy("no-name");
    }
    if (errors.contains(OTHER_GROUP)) {
      return remedy("other-group");
    }
    if (status("NoNewPrivs").equals("1")) {
      return remedy("no-new-privs");
    }
    List<String> plain = new ArrayList<>();
    for (String name : IdMapper.NAMES) {
      IdMapper mapper = IdMapper.find(environment, name);
      if (!mapper.isSetUid()) {
        plain.add(mapper.path().toString());
      }
    }
    if (!plain.isEmpty()) {
      return remedy("no-setuid-bit", "programs", String.join(" ", plain));
    }
    String mount = noSetUidMount(IdMapper.find(environment, IdMapper.NAMES[0]).path());
    if (!mount.isEmpty()) {
      return remedy("nosuid", "mount", mount);
    }
    if (!ranges.stream().allMatch(IdMap.parse(text("self/uid_map"))::has)) {
      return remedy("range-outside");
    }
    return remedy(hasSysAdmin() ? "unmapped" : "no-sys-admin-for-ids");
  }

  private Remedy remedy(String name, String... fillings) {
    return Remedy.of(environment, name, fillings);
  }

  // Whether the sysctl has this value; false when it is not there.
  private boolean isSet(String sysctl, String value) {
    return text("sys/" + sysctl).strip().equals(value);
  }

  // Where the file system with the program is mounted, when that is without set-uid programs; empty otherwise. The last
  // of the mounts on the longest path that leads to the program counts.
  private String noSetUidMount(Path program) {
    String found = "";
    boolean ignored = false;
    for (String line : text("self/mountinfo").split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length > 5 && program.startsWith(fields[4]) && fields[4].length() >= found.length()) {
        found = fields[4];
        ignored = ("," + fields[5] + ",").contains(",nosuid,");
      }
    }
    return ignored ? found : "";
  }

  // Where the set is hidden, it is taken to be whole.
  private boolean hasSysAdmin() {
    String digits = status("CapBnd");
    return digits.isEmpty() || (Long.parseUnsignedLong(digits, HEX) >> SYS_ADMIN & 1) == 1;
  }

  private String status(String field) {
    return ProcFields.ofStatus(proc).field(field);
  }

  private String text(String name) {
    try {
      return Files.readString(proc.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
