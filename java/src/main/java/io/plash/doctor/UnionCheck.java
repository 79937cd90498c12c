package io.plash.doctor;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.failure.Remedy;
import io.plash.host.Namespaces;
import io.plash.program.CleanupOnSignal;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.union.UnionProbe;
import io.plash.union.UnionProbe.Attempt;
import io.plash.union.UnionTaste;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Unites layers on the file system of the data directory by real mounts, in namespaces of its own, in all the ways that
 * config/union_taste allows, up to the first that works. The directory that this needs is deleted again.
 */
final class UnionCheck implements Check {
  private static final String NAME = "union";
  private static final String UNKNOWN_TYPE = "unknown filesystem type"; // the kernel has no overlays, wherever they lie

  private final Machine machine;
  private final NamespaceCheck entry;

  UnionCheck(Machine machine, NamespaceCheck entry) {
    this.machine = machine;
    this.entry = entry;
  }

  @Override
  public List<Finding> findings() {
    Optional<Namespaces> namespaces = entry.namespaces();
    if (namespaces.isEmpty()) {
      return List.of(Finding.unknown(NAME, "was not tried, since there are no namespaces"));
    }
    if (namespaces.get().kind() == Namespaces.Kind.NONE) {
      return List.of(Finding.unknown(NAME, "is not tried without namespaces, since it would be mounted on the host"));
    }
    if (machine.data().isEmpty()) {
      return List.of(Finding.unknown(NAME, "was not tried, since there is no data directory"));
    }
    DataPaths data = machine.data().get();
    Path place = NearestDirectory.of(data.root());
    try (Scratch scratch = scratch(data, place); CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
      UnionProbe probe = new UnionProbe(machine.environment(), namespaces.get());
      return List.of(finding(place, taste(data), probe, scratch));
    } catch (IOException e) {
      String found = "cannot make a directory in " + place + ": " + IoReason.alone(e);
      return List.of(Finding.broken(NAME, found, machine.remedy("data-not-writable")));
    } catch (PlashException e) {
      return List.of(Finding.of(NAME, Finding.Status.BROKEN, e, machine.remedy("data-not-writable").effect()));
    }
  }

  private static Scratch scratch(DataPaths data, Path place) throws IOException, PlashException {
    return Files.isDirectory(data.temp()) ? Scratch.make(data) : Scratch.beside(place.resolve(NAME));
  }

  private UnionTaste taste(DataPaths data) throws PlashException {
    return Files.exists(data.unionTaste())
        ? UnionTaste.read(data.unionTaste())
        : UnionTaste.of(machine.environment().getOrDefault("PLASH_INIT_UNION_TASTE", ""));
  }

  private Finding finding(Path place, UnionTaste taste, UnionProbe probe, Scratch scratch) throws PlashException {
    List<Attempt> attempts = probe.attempts(taste, scratch);
    Attempt last = attempts.get(attempts.size() - 1);
    String first = "on the file system of " + place + ": " + attempts.get(0).failure();
    if (!last.failure().isEmpty()) {
      return broken(taste, probe, attempts.get(0).failure(), first);
    }
    if (attempts.size() == 1) {
      return Finding.ok(NAME, last.union().kind().label() + " on the file system of " + place
          + " holds what builds delete and replace");
    }
    return last.union().isInMemory()
        ? Finding.limited(NAME, first, machine.remedy("changes-in-memory", "place", probe.otherPlace()))
        : Finding.limited(NAME, first, machine.remedy("union-by-fuse", "kind", last.union().kind().label()));
  }

  private Finding broken(UnionTaste taste, UnionProbe probe, String failure, String found) throws PlashException {
    Remedy remedy = probe.remedy(taste, failure);
    return Finding.broken(NAME, failure.contains(UNKNOWN_TYPE) ? failure : found, remedy);
  }
}
