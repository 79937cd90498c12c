package io.plash.doctor;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.CleanupOnSignal;
import io.plash.program.Tool;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Mounts an overlay, in namespaces of its own, whose upper layer lies on the file system of the data directory, and
 * deletes and replaces something in it. The directory that this needs is deleted again.
 */
final class OverlayCheck implements Check {
  private static final String NAME = "overlay";
  private static final List<String> OTHER_PLACES = List.of("/var/tmp", "/tmp", "/dev/shm");
  private static final String UNKNOWN_TYPE = "unknown filesystem type";

  private final Machine machine;
  private final NamespaceCheck entry;

  OverlayCheck(Machine machine, NamespaceCheck entry) {
    this.machine = machine;
    this.entry = entry;
  }

  @Override
  public List<Finding> findings() {
    return List.of(finding());
  }

  private Finding finding() {
    Optional<Namespaces> namespaces = entry.namespaces();
    if (namespaces.isEmpty()) {
      return Finding.unknown(NAME, "was not tried, since there are no namespaces");
    }
    if (namespaces.get().kind() == Namespaces.Kind.NONE) {
      return Finding.unknown(NAME, "is not tried without namespaces, since it would be mounted on the host");
    }
    if (machine.data().isEmpty()) {
      return Finding.unknown(NAME, "was not tried, since there is no data directory");
    }
    DataPaths data = machine.data().get();
    Path place = NearestDirectory.of(data.root());
    try (Scratch scratch = scratch(data, place); CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
      Tool.Result result = attempt(namespaces.get(), scratch);
      if (result.succeeded()) {
        return Finding.ok(NAME, "a layer on the file system of " + place + " holds what builds delete and replace");
      }
      if (result.errors().contains(UNKNOWN_TYPE)) {
        return Finding.broken(NAME, result.firstError(), machine.remedy("no-overlay"));
      }
      String found = "on the file system of " + place + ": " + result.firstError();
      return Finding.broken(NAME, found, machine.remedy("overlay-refused", "place", otherPlace(namespaces.get())));
    } catch (IOException e) {
      String found = "cannot make a directory in " + place + ": " + IoReason.alone(e);
      return Finding.broken(NAME, found, machine.remedy("data-not-writable"));
    } catch (PlashException e) {
      return Finding.of(NAME, Finding.Status.BROKEN, e, machine.remedy("data-not-writable").effect());
    }
  }

  private static Scratch scratch(DataPaths data, Path place) throws IOException, PlashException {
    return Files.isDirectory(data.temp()) ? Scratch.make(data) : Scratch.beside(place.resolve(NAME));
  }

  private Tool.Result attempt(Namespaces namespaces, Scratch scratch) throws PlashException {
    List<String> words = List.of(machine.program("plash--try-overlay"), scratch.path().toString());
    return namespaces.run(machine.tool(), null, words);
  }

  // A place on another file system that would do, as an example; empty when none is found.
  private String otherPlace(Namespaces namespaces) throws PlashException {
    for (String other : OTHER_PLACES) {
      try (Scratch scratch = Scratch.beside(Path.of(other, NAME));
          CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
        if (attempt(namespaces, scratch).succeeded()) {
          return "=" + Path.of(other, "plash-" + machine.user().name());
        }
      } catch (IOException e) {
        continue; // not there, or not writable
      }
    }
    return "";
  }
}
