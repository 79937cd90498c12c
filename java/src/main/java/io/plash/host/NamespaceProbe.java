package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.failure.Remedy;
import io.plash.program.Packages;
import io.plash.program.SearchPath;
import io.plash.program.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out by trying how a user can enter the namespaces that containers need, since machines differ. */
public final class NamespaceProbe {
  private static final List<String> SELF = List.of("--user", "--map-root-user");
  private static final List<String> RANGES = List.of("--map-users=auto", "--map-groups=auto");

  private static final String UNKNOWN_OPTION = "unrecognized option";
  private static final String NO_MOUNT_POINT = "cannot change root filesystem propagation";
  private static final String UNSHARE = "unshare";
  private static final String KILL_CHILD = "--kill-child";
  private static final Path UID_MAP = Path.of("/proc/self/uid_map");
  private static final Path GID_MAP = Path.of("/proc/self/gid_map");
  private static final Path SUBUID = Path.of("/etc/subuid");
  private static final Path SUBGID = Path.of("/etc/subgid");

  private final Tool tool;
  private final SearchPath path;
  private final Map<String, String> environment;
  private final Confinement confinement;

  /** Starts programs in {@code environment}, whose PATH says where they are. */
  public NamespaceProbe(Map<String, String> environment) {
    this.tool = new Tool(environment);
    this.path = SearchPath.of(environment);
    this.environment = environment;
    this.confinement = new Confinement(environment, Path.of("/proc"));
  }

  /** Tries for user {@code uid}, first with all ids that the user may map, and returns what works. */
  public Namespaces find(long uid) throws PlashException {
    requireUnshare();
    if (uid == 0) {
      return ofRoot();
    }
    // Plain first: with --map-users, unshare 2.38 to 2.41 starts a helper that waits for ever, with
    // our pipes open, when unshare(2) is refused.
    Tool.Result plain = attempt(command(SELF, Namespaces.MOUNT, List.of("--")));
    if (!plain.succeeded()) {
      throw PlashException.of("cannot make a user namespace: " + plain.firstError())
          .withHint(confinement.ofUserNamespace(plain.errors()).fix());
    }
    boolean mappers = path.has("newuidmap") && path.has("newgidmap");
    String name = System.getProperty("user.name");
    List<SubordinateIds> uids = SubordinateIds.all(SUBUID, name, uid);
    List<SubordinateIds> gids = SubordinateIds.all(SUBGID, name, uid);
    boolean ranges = mappers && !uids.isEmpty() && !gids.isEmpty();
    List<String> own = List.of(
        "plash--idmap", "newuidmap", SubordinateIds.map(uid, uids), SubordinateIds.map(Host.gid(), gids));
    boolean simple =
        SubordinateIds.areThoseOfUnshare(SUBUID, name, uid) && SubordinateIds.areThoseOfUnshare(SUBGID, name, uid);
    List<String> words = simple || !ranges ? command(SELF, RANGES, Namespaces.MOUNT, List.of("--")) : own;
    Tool.Result full = attempt(words);
    if (!full.succeeded() && ranges && full.errors().contains(UNKNOWN_OPTION)) {
      words = own; // before util-linux 2.38
      full = attempt(words);
    }
    if (full.succeeded()) {
      return new Namespaces(Namespaces.Kind.RANGES, words, "");
    }
    if (ranges) {
      throw PlashException
          .of("cannot map the ids that " + SUBUID + " and " + SUBGID + " give you: " + full.firstError())
          .withHint(confinement.ofIdMap(uids, full.errors()).fix());
    }
    Namespaces.Kind kind = mappers ? Namespaces.Kind.NO_RANGES : Namespaces.Kind.NO_NEWUIDMAP;
    boolean none = uids.isEmpty() || gids.isEmpty();
    return new Namespaces(kind, command(SELF, Namespaces.MOUNT, List.of("--")), limitation(kind, none, full));
  }

  // That of a busybox starts applets in place of the programs that it is given.
  private void requireUnshare() throws PlashException {
    if (path.has(UNSHARE) && !path.hasWhole(UNSHARE)
        && !tool.run(null, List.of(UNSHARE, KILL_CHILD, "--version")).succeeded()) {
      throw PlashException
          .of("cannot enter namespaces: unshare: " + path.find(UNSHARE) + " does not know " + KILL_CHILD
              + ", which plash needs")
          .withHint(Packages.of(environment).hint(UNSHARE));
    }
  }

  private Tool.Result attempt(List<String> words) throws PlashException {
    List<String> command = new ArrayList<>(words);
    command.add("true");
    return tool.run(null, command);
  }

  private Namespaces ofRoot() throws PlashException {
    List<String> words = command(Namespaces.MOUNT, List.of("--"));
    Tool.Result plain = attempt(words);
    if (plain.succeeded()) {
      boolean single = IdMap.read(UID_MAP).isSingle();
      return new Namespaces(single ? Namespaces.Kind.ROOT_OWN_ID : Namespaces.Kind.ROOT, words, "");
    }
    if (plain.errors().contains(NO_MOUNT_POINT)) {
      throw PlashException.of("cannot make a mount namespace: the root directory of this chroot is no mount point")
          .withHint(Remedy.of(environment, "chroot-mount").fix());
    }
    Optional<Namespaces> unprivileged = ofUnprivilegedRoot();
    if (unprivileged.isPresent()) {
      return unprivileged.get();
    }
    throw PlashException.of("cannot make a mount namespace: " + plain.firstError())
        .withHint(confinement.ofMountNamespace(plain.errors()).fix());
  }

  // Tries for a root without CAP_SYS_ADMIN, as in a container with few capabilities, who may map all ids when it may
  // set them.
  private Optional<Namespaces> ofUnprivilegedRoot() throws PlashException {
    List<String> single = command(SELF, Namespaces.MOUNT, List.of("--"));
    if (!attempt(single).succeeded()) {
      return Optional.empty();
    }
    IdMap uids = IdMap.read(UID_MAP);
    List<String> words = List.of("plash--idmap", "direct", uids.same(), IdMap.read(GID_MAP).same());
    if (!uids.isSingle() && attempt(words).succeeded()) {
      return Optional.of(new Namespaces(Namespaces.Kind.ROOT_UNPRIVILEGED, words, ""));
    }
    return Optional.of(new Namespaces(Namespaces.Kind.ROOT_OWN_ID, single, ""));
  }

  @SafeVarargs
  private static List<String> command(List<String>... parts) {
    List<String> words = new ArrayList<>(List.of(UNSHARE));
    for (List<String> part : parts) {
      words.addAll(part);
    }
    return words;
  }

  private String limitation(Namespaces.Kind kind, boolean none, Tool.Result full) throws PlashException {
    String reason = full.firstError();
    if (kind == Namespaces.Kind.NO_NEWUIDMAP) {
      reason = "newuidmap/newgidmap not found in PATH, please install it"
          + " (package typically called `uidmap` or `shadow-utils`)";
    } else if (none) {
      IdOwner user = IdOwner.self();
      reason = "please configure a subgid/uid range for the user '" + user.name() + "' in " + SUBUID + " and " + SUBGID
          + " (" + user.noRange(environment).fix() + ")";
    }
    return Remedy.of(environment, "own-id").effect() + ": " + reason;
  }
}
