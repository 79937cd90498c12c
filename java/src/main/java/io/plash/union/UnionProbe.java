package io.plash.union;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.failure.Remedy;
import io.plash.host.Namespaces;
import io.plash.program.CleanupOnSignal;
import io.plash.program.SearchPath;
import io.plash.program.Tool;
import io.plash.store.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out by real mounts how layers that lie in a directory can be united: machines, file systems and containers
 * differ in what they allow.
 */
public final class UnionProbe {
  /** One way that was tried, and why it does not work; empty when it works. */
  public record Attempt(Union union, String failure) {}

  private static final List<Union> ALL = List.of(
      Union.PLAIN,
      new Union(UnionKind.OVERLAY, true, WhiteoutForm.DEVICE),
      new Union(UnionKind.OVERLAY, true, WhiteoutForm.ATTRIBUTE),
      new Union(UnionKind.FUSE_OVERLAYFS, false, WhiteoutForm.DEVICE),
      new Union(UnionKind.FUSE_OVERLAYFS, false, WhiteoutForm.NAME),
      new Union(UnionKind.UNIONFS_FUSE, false, WhiteoutForm.DEVICE));

  private static final List<String> OTHER_PLACES = List.of("/var/tmp", "/tmp", "/dev/shm");
  private static final String NAME = "union";
  private static final String NOT_INSTALLED = " is not installed";
  private static final String UNKNOWN_TYPE = "unknown filesystem type"; // mount(8) where the kernel has no overlays

  private final Map<String, String> environment;
  private final Namespaces namespaces;

  /** Tries in {@code namespaces}, with the programs that {@code environment} leads to. */
  public UnionProbe(Map<String, String> environment, Namespaces namespaces) {
    this.environment = environment;
    this.namespaces = namespaces;
  }

  /**
   * Returns the first way of {@code taste} that works in {@code scratch}, an empty directory on the file system of
   * the data directory {@code data}. Fails when none does, and names what would help.
   */
  public Union find(UnionTaste taste, Scratch scratch, Path data) throws PlashException {
    List<Attempt> attempts = attempts(taste, scratch);
    Attempt last = attempts.get(attempts.size() - 1);
    if (last.failure().isEmpty()) {
      return last.union();
    }
    String failure = attempts.get(0).failure();
    String what = taste.named().isPresent()
        ? "cannot unite layers by " + taste.name() + ", which config/union_taste of " + data + " names"
        : "cannot unite layers in the data directory " + data;
    throw PlashException.of(what + ": " + failure).withHint(remedy(taste, failure).fix());
  }

  /** Returns what does not work when no way of {@code taste} does, the first for {@code failure}, and what helps. */
  public Remedy remedy(UnionTaste taste, String failure) throws PlashException {
    if (taste.named().filter(UnionKind::isFuse).isPresent()) {
      return fuseRemedy(taste.name(), failure);
    }
    if (failure.contains(UNKNOWN_TYPE)) {
      return Remedy.of(environment, "no-overlay");
    }
    return Remedy.of(environment, "overlay-refused", "place", otherPlace());
  }

  /** Tries the ways of {@code taste} in their order in {@code scratch}, up to the first that works. */
  public List<Attempt> attempts(UnionTaste taste, Scratch scratch) throws PlashException {
    List<Attempt> attempts = new ArrayList<>();
    for (Union union : ALL) {
      if (taste.kinds().contains(union.kind())) {
        String failure = attempt(union, scratch);
        attempts.add(new Attempt(union, failure));
        if (failure.isEmpty()) {
          break;
        }
      }
    }
    return attempts;
  }

  /** Returns a directory on another file system that would do, as {@code =DIRECTORY}; empty when none is found. */
  public String otherPlace() throws PlashException {
    for (String other : OTHER_PLACES) {
      try (Scratch scratch = Scratch.beside(Path.of(other, NAME));
          CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
        if (attempt(Union.PLAIN, scratch).isEmpty()) {
          return "=" + Path.of(other, "plash-" + System.getProperty("user.name"));
        }
      } catch (IOException e) {
        continue; // not there, or not writable
      }
    }
    return "";
  }

  // Returns why the way does not work; empty when it does.
  private String attempt(Union union, Scratch scratch) throws PlashException {
    if (union.kind().isFuse() && program(union.kind()).isEmpty()) {
      return union.kind().label() + NOT_INSTALLED;
    }
    Optional<String> unfit = prepare(union, scratch);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    List<String> words = List.of(Path.of(environment.get("PLASH_LIBEXEC"), "plash--try-union").toString(),
        union.fullWord(), scratch.path().toString());
    Tool.Result result = namespaces.run(new Tool(environment), null, words);
    return result.succeeded() ? "" : result.firstError();
  }

  private Optional<String> program(UnionKind kind) {
    SearchPath path = SearchPath.of(environment);
    List<String> names = kind == UnionKind.UNIONFS_FUSE ? List.of("unionfs-fuse", "unionfs") : List.of(kind.label());
    return names.stream().filter(path::has).findFirst();
  }

  private Remedy fuseRemedy(String kind, String failure) {
    return Remedy.of(environment, failure.endsWith(NOT_INSTALLED) ? "no-union-program" : "no-union", "kind", kind);
  }

  // Makes a layer in which one file of the layer below is deleted and one directory replaced, where that takes
  // attributes, which the shell cannot set. Returns why that is not possible.
  private static Optional<String> prepare(Union union, Scratch scratch) {
    try {
      Path layer = scratch.directory("middle");
      Path replaced = scratch.directory("middle/replaced");
      Path gone = layer.resolve("gone");
      Files.deleteIfExists(gone);
      if (union.whiteouts() == WhiteoutForm.ATTRIBUTE) {
        Files.createFile(gone);
        LayerMark.DELETED.set(gone);
        LayerMark.HAS_DELETED.set(layer);
      }
      if (union.whiteouts() != WhiteoutForm.NAME) {
        LayerMark.REPLACED.set(replaced);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot mark what a layer deletes: " + IoReason.alone(e));
    }
  }
}
