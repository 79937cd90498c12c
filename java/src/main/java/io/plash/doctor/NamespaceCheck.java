package io.plash.doctor;

import io.plash.context.CommandContext;
import io.plash.doctor.Finding.Status;
import io.plash.failure.PlashException;
import io.plash.failure.Remedy;
import io.plash.host.IdMap;
import io.plash.host.Namespaces;
import java.util.List;
import java.util.Optional;

/** Enters namespaces as a run does, and counts the ids that are mapped there. */
final class NamespaceCheck implements Check {
  private static final String NAME = "namespaces";
  private static final String IDS = "ids";
  private static final long ALL = 65_536;

  private final Machine machine;
  private Optional<Namespaces> namespaces = Optional.empty();

  NamespaceCheck(Machine machine) {
    this.machine = machine;
  }

  /** Returns the way into the namespaces, once {@link #findings} has found one. */
  Optional<Namespaces> namespaces() {
    return namespaces;
  }

  @Override
  public List<Finding> findings() {
    try {
      namespaces = Optional.of(CommandContext.probe(machine.environment()));
      return List.of(Finding.ok(NAME, entered(namespaces.get())), ids(namespaces.get()));
    } catch (PlashException e) {
      return List.of(Finding.of(NAME, Status.BROKEN, e, machine.remedy("chroot").effect()));
    }
  }

  private static String entered(Namespaces found) {
    return switch (found.kind()) {
      case NONE -> "none are made, since PLASH_NO_UNSHARE is set";
      case ROOT, ROOT_OWN_ID -> "a mount namespace can be made";
      default -> "a user and a mount namespace can be made";
    };
  }

  private Finding ids(Namespaces found) {
    if (found.kind().isOwnIdOnly() && machine.user().uid() != 0) {
      return Finding.limited(IDS, "1 is mapped, your own", machine.remedy("own-id"));
    }
    try {
      String map = found.run(machine.tool(), null, List.of("cat", "/proc/self/uid_map")).output();
      long count = IdMap.parse(map).count();
      String text = count + (count == 1 ? " is mapped" : " are mapped");
      if (count >= ALL) {
        return Finding.ok(IDS, text);
      }
      Remedy remedy = machine.remedy("few-ids");
      // What mends a short range is told of the file that it stands in.
      boolean isShortRange = found.kind() == Namespaces.Kind.RANGES;
      return Finding.limited(IDS, text, isShortRange ? new Remedy(remedy.effect(), "") : remedy);
    } catch (PlashException e) {
      return Finding.unknown(IDS, e.getMessage());
    }
  }
}
