package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.program.SearchPath;
import io.plash.program.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How this user enters the namespaces that containers need. A JVM can not do it itself
 * (unshare(2): EINVAL for a process with threads), so this is a list of words for others.
 */
public record Namespaces(Kind kind, List<String> words, String limitation) {
  /** Which ids are mapped. */
  public enum Kind {
    /** Already root: a mount namespace only. */
    ROOT,
    /** Already root of a user namespace that has no other id: a mount namespace only. */
    ROOT_OWN_ID,
    /** Root that may not make a mount namespace by itself: in a user namespace with the same ids. */
    ROOT_UNPRIVILEGED,
    /** The user's id becomes 0, the ranges of /etc/subuid and /etc/subgid follow. */
    RANGES,
    /** Only the user's own id is mapped, to 0: /etc/subuid and /etc/subgid have no usable range. */
    NO_RANGES,
    /** Only the user's own id is mapped, to 0: newuidmap or newgidmap is not there. */
    NO_NEWUIDMAP,
    /** No new namespaces at all: for root, in one that is thrown away. */
    NONE;

    /** Whether there is no other id inside than 0. */
    public boolean isOwnIdOnly() {
      return this == NO_RANGES || this == NO_NEWUIDMAP || this == ROOT_OWN_ID;
    }

    /** The name written to files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  // Slave, not private: what the host unmounts later is also let go here.
  private static final List<String> MOUNT = List.of("--mount", "--propagation", "slave");
  private static final List<String> SELF = List.of("--user", "--map-root-user");
  private static final List<String> RANGES = List.of("--map-users=auto", "--map-groups=auto");

  private static final String UNKNOWN_OPTION = "unrecognized option";
  private static final String NO_MOUNT_POINT = "cannot change root filesystem propagation";
  private static final Path UID_MAP = Path.of("/proc/self/uid_map");
  private static final Path GID_MAP = Path.of("/proc/self/gid_map");
  private static final Path SUBUID = Path.of("/etc/subuid");
  private static final Path SUBGID = Path.of("/etc/subgid");
  private static final Path PID_LIMIT = Path.of("/proc/sys/user/max_pid_namespaces");

  /** The words are not to be changed. */
  public Namespaces {
    words = List.copyOf(words);
  }

  /** Stays in the namespaces of the caller. */
  public static Namespaces none() {
    return new Namespaces(Kind.NONE, List.of(), "");
  }

  /** Tries what works for user {@code uid}, the fullest first. */
  public static Namespaces probe(Tool tool, Map<String, String> environment, long uid)
      throws PlashException {
    if (uid == 0) {
      return probeRoot(tool);
    }
    // Plain first: with --map-users, unshare 2.38 to 2.41 starts a helper that waits for ever, with
    // our pipes open, when unshare(2) is refused.
    Tool.Result plain = attempt(tool, command(SELF, MOUNT, List.of("--")));
    if (!plain.succeeded()) {
      throw PlashException.of("cannot make a user namespace: " + plain.firstError()).withHint(hint(plain));
    }
    SearchPath path = SearchPath.of(environment);
    boolean mappers = path.has("newuidmap") && path.has("newgidmap");
    String name = System.getProperty("user.name");
    List<SubordinateIds> uids = SubordinateIds.all(SUBUID, name, uid);
    List<SubordinateIds> gids = SubordinateIds.all(SUBGID, name, uid);
    boolean ranges = mappers && !uids.isEmpty() && !gids.isEmpty();
    List<String> own = List.of(
        "plash--idmap", "newuidmap", SubordinateIds.map(uid, uids), SubordinateIds.map(Host.gid(), gids));
    boolean simple =
        SubordinateIds.lineCount(SUBUID, name, uid) == 1 && SubordinateIds.lineCount(SUBGID, name, uid) == 1;
    List<String> words = simple || !ranges ? command(SELF, RANGES, MOUNT, List.of("--")) : own;
    Tool.Result full = attempt(tool, words);
    if (!full.succeeded() && ranges && full.errors().contains(UNKNOWN_OPTION)) {
      words = own; // before util-linux 2.38
      full = attempt(tool, words);
    }
    if (full.succeeded()) {
      return new Namespaces(Kind.RANGES, words, "");
    }
    if (ranges) {
      throw PlashException
          .of("cannot map the ids that " + SUBUID + " and " + SUBGID + " give you: " + full.firstError())
          .withHint("newuidmap and newgidmap must be set-uid root or have capabilities; where that can not be,"
              + " take your lines out of these files, and only your own id is mapped");
    }
    Kind kind = mappers ? Kind.NO_RANGES : Kind.NO_NEWUIDMAP;
    boolean none = uids.isEmpty() || gids.isEmpty();
    return new Namespaces(kind, command(SELF, MOUNT, List.of("--")), limitation(kind, none, full));
  }

  private static Tool.Result attempt(Tool tool, List<String> words) throws PlashException {
    List<String> command = new ArrayList<>(words);
    command.add("true");
    return tool.run(null, command);
  }

  private static Namespaces probeRoot(Tool tool) throws PlashException {
    List<String> words = command(MOUNT, List.of("--"));
    Tool.Result plain = attempt(tool, words);
    if (plain.succeeded()) {
      return new Namespaces(IdMap.read(UID_MAP).isSingle() ? Kind.ROOT_OWN_ID : Kind.ROOT, words, "");
    }
    if (plain.errors().contains(NO_MOUNT_POINT)) {
      throw PlashException.of("cannot make a mount namespace: the root directory of this chroot is no mount point")
          .withHint("bind it over itself outside, before the chroot: mount --bind DIRECTORY DIRECTORY");
    }
    Optional<Namespaces> unprivileged = probeUnprivilegedRoot(tool);
    if (unprivileged.isPresent()) {
      return unprivileged.get();
    }
    throw PlashException.of("cannot make a mount namespace: " + plain.firstError())
        .withHint("this root lacks CAP_SYS_ADMIN: inside docker, start the outer container with --cap-add SYS_ADMIN");
  }

  // Without CAP_SYS_ADMIN, as in a container that has only a few capabilities: who may set ids can map all.
  private static Optional<Namespaces> probeUnprivilegedRoot(Tool tool) throws PlashException {
    List<String> single = command(SELF, MOUNT, List.of("--"));
    if (!attempt(tool, single).succeeded()) {
      return Optional.empty();
    }
    IdMap uids = IdMap.read(UID_MAP);
    List<String> words = List.of("plash--idmap", "direct", uids.same(), IdMap.read(GID_MAP).same());
    if (!uids.isSingle() && attempt(tool, words).succeeded()) {
      return Optional.of(new Namespaces(Kind.ROOT_UNPRIVILEGED, words, ""));
    }
    return Optional.of(new Namespaces(Kind.ROOT_OWN_ID, single, ""));
  }

  @SafeVarargs
  private static List<String> command(List<String>... parts) {
    List<String> words = new ArrayList<>(List.of("unshare"));
    for (List<String> part : parts) {
      words.addAll(part);
    }
    return words;
  }

  private static String hint(Tool.Result plain) {
    if (plain.errors().contains("No space left")) {
      return "raise the sysctl user.max_user_namespaces";
    }
    return "the kernel may forbid it: sysctl kernel.unprivileged_userns_clone=1,"
        + " kernel.apparmor_restrict_unprivileged_userns=0; not possible inside a chroot;"
        + " inside docker use --cap-add SYS_ADMIN";
  }

  private static String limitation(Kind kind, boolean none, Tool.Result full) {
    String reason = full.firstError();
    if (kind == Kind.NO_NEWUIDMAP) {
      reason = "newuidmap/newgidmap not found in PATH, please install it"
          + " (package typically called `uidmap` or `shadow-utils`)";
    } else if (none) {
      String user = System.getProperty("user.name");
      reason = "please configure a subgid/uid range for the user '" + user + "' in /etc/subuid and /etc/subgid"
          + " (usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user + ")";
    }
    return "only your own user id is mapped, so files of other owners become yours and package"
        + " managers that change owners will fail: " + reason;
  }

  /** The words that run {@code program} inside. */
  public List<String> enter(List<String> program) {
    List<String> all = new ArrayList<>(words);
    all.addAll(program);
    return all;
  }

  /**
   * The words that run {@code program} inside by {@code prefix}, as process 1 of a pid namespace of its own:
   * with it ends all that it started, and it ends with this process, even by SIGKILL (setpriv(1), and
   * unshare(1), which stays to wait for it). Where the machine forbids pid namespaces it is one process among
   * others, and where there are no new namespaces, this is only {@code program}.
   */
  public List<String> enterAlone(List<String> prefix, List<String> program) {
    List<String> all = new ArrayList<>(prefix);
    if (kind != Kind.NONE) {
      all.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    }
    if (kind != Kind.NONE && !isForbidden(PID_LIMIT)) {
      all.addAll(command(List.of("--pid", "--fork", "--kill-child"), MOUNT, List.of("--")));
    }
    all.addAll(program);
    return enter(all);
  }

  // By a limit of 0, see namespaces(7).
  private static boolean isForbidden(Path limit) {
    try {
      return Files.readString(limit).strip().equals("0");
    } catch (IOException e) {
      return false; // hidden
    }
  }

  /** Runs {@code program} inside and waits. */
  public Tool.Result run(Tool tool, File directory, List<String> program) throws PlashException {
    return tool.run(directory, enter(program));
  }
}
