package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.LockableSource;
import io.plash.imageconfig.ImageConfigs;
import io.plash.lang.Images;
import io.plash.layer.PackedLayer;
import io.plash.store.NameMap;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.LayerStack;
import io.plash.value.LockFile;
import io.plash.value.LockLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the lines of a lock file: what a script builds upon is asked for here, and nothing is built. An image that has
 * a line keeps it, unless it is to be updated; another one is fetched, and so becomes known.
 */
public final class LockingImages implements Images {
  /** A script is only evaluated, so that one container is as good as another. */
  private static final ContainerId ANY = ContainerId.ROOT;

  private final CommandContext context;
  private final FetchedFileEvaluator evaluator;
  private final LockFile before;
  private final LockRequest request;
  private final List<LockLine> used = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final SortedSet<String> missing = new TreeSet<>();
  private final SortedSet<String> names = new TreeSet<>();

  /**
   * Begins with what a lock file says.
   *
   * @param evaluator evaluates build files that images are described by
   * @param before what the lock file says; empty where there is none
   */
  public LockingImages(
      CommandContext context, FetchedFileEvaluator evaluator, LockFile before, LockRequest request) {
    this.context = context;
    this.evaluator = evaluator;
    this.before = before;
    this.request = request;
  }

  @Override
  public Optional<ContainerId> mapped(String key) throws PlashException {
    return context.store().names().get(key);
  }

  @Override
  public void refresh() {
    return; // what is fetched is named by its line
  }

  /** Returns what the lock file should say. */
  public LockFile after() {
    List<LockLine> lines = new ArrayList<>(used);
    for (LockLine line : before.lines()) {
      if (!request.covers(line.architecture())) {
        lines.add(line);
      }
    }
    return LockFile.of(lines);
  }

  /** Returns the images, with their architectures, that have no line and got none. */
  public SortedSet<String> missing() {
    return missing;
  }

  /** Returns the names of the images that the script uses. */
  public SortedSet<String> names() {
    return names;
  }

  @Override
  public ContainerId image(String origin, String name) throws PlashException {
    if (!ImageCatalog.isLockable(origin)) {
      return ANY;
    }
    switch (origin) {
      case GithubPlashfile.ORIGIN -> lockFile(name);
      case OciPlace.ORIGIN -> lockOci(name);
      default -> lockArchive(ImageCatalog.lockable(context, origin, name), origin);
    }
    return ANY;
  }

  private boolean isNew(String origin, String name) {
    names.add(name);
    return seen.add(origin + " " + name);
  }

  private void lockArchive(LockableSource source, String origin) throws PlashException {
    if (isNew(origin, source.lockName())) {
      for (String architecture : request.architectures()) {
        lock(source, origin, architecture);
      }
    }
  }

  private void lock(LockableSource source, String origin, String architecture) throws PlashException {
    String name = source.lockName();
    if (LockFile.of(used).find(origin, name, architecture).isPresent()) {
      return; // one line for all
    }
    Optional<LockLine> line = known(origin, name, architecture);
    if (line.isEmpty() && !request.isCheck()) {
      line = resolve(source, architecture);
    }
    if (line.isEmpty()) {
      missing.add(origin + " " + name + " " + architecture);
    } else {
      used.add(line.get());
      share(source, line.get());
    }
  }

  // An image of another machine, or one that nothing was built upon yet, is not here.
  private void share(LockableSource source, LockLine line) throws PlashException {
    Optional<ContainerId> id = context.store().names().get(source.locked(line).key());
    if (id.isPresent() && line.isFor(request.own()) && !request.isCheck()) {
      SharedCache.of(context).bases().locked(line, id.get());
    }
  }

  private Optional<LockLine> known(String origin, String name, String architecture) {
    return request.updates(name) ? Optional.empty() : before.find(origin, name, architecture);
  }

  // What is for other machines is not fetched, so nothing is known of it but what its place tells.
  private Optional<LockLine> resolve(LockableSource source, String architecture) throws PlashException {
    Optional<LockLine> announced = source.announced(architecture);
    if (!architecture.equals(request.own())) {
      return announced;
    }
    NameMap keys = context.store().names();
    if (announced.isPresent()) {
      FetchableImage known = ImageCatalog.locked(context, source, announced.get());
      Optional<ContainerId> there = keys.get(known.key());
      ContainerId id = there.isPresent() ? there.get() : known.fetch(made -> keys.put(known.key(), made));
      return Optional.of(withFiles(announced.get(), id));
    }
    List<LockLine> line = new ArrayList<>();
    new ImageImport(context, source).fetch(made -> {
      line.add(withFiles(source.fetched(architecture), made));
      keys.put(source.locked(line.get(0)).key(), made);
    });
    return Optional.of(line.get(0));
  }

  // With one id all files belong to it, so that their digest tells nothing. Nor is there one of an image of several
  // layers, which its registry knows by a digest.
  private LockLine withFiles(LockLine line, ContainerId id) throws PlashException {
    LayerStack stack = context.store().stack(id);
    if (stack.layers().size() > 2 || context.namespaces().kind().isOwnIdOnly()) {
      return line;
    }
    Digest tree = PackedLayer.of(context, context.store().node(id), "container " + id).digest();
    String config = ImageConfigs.text(ImageConfigs.of(context.store(), stack));
    return line.withFiles(Optional.of(tree), config.isEmpty() ? Optional.empty() : Optional.of(Digest.of(config)));
  }

  // An index is for all architectures, so that nothing is fetched but that.
  private void lockOci(String name) throws PlashException {
    String lockName = OciPlace.lockName(name);
    if (!isNew(OciPlace.ORIGIN, lockName)) {
      return;
    }
    Optional<LockLine> line = known(OciPlace.ORIGIN, lockName, request.own());
    if (line.isEmpty() && request.isCheck()) {
      missing.add(OciPlace.ORIGIN + " " + lockName);
      return;
    }
    used.add(line.isPresent() ? line.get() : OciPlace.find(context, name).line());
  }

  // The images that the build file builds upon have lines, too.
  private void lockFile(String name) throws PlashException {
    if (!isNew(GithubPlashfile.ORIGIN, name)) {
      return;
    }
    GithubPlashfile file = GithubPlashfile.of(context, name, evaluator, this);
    Optional<LockLine> line = known(GithubPlashfile.ORIGIN, name, request.own());
    if (line.isEmpty() && request.isCheck()) {
      missing.add(GithubPlashfile.ORIGIN + " " + name);
      return;
    }
    GithubPlashfile exact = line.isPresent() ? file.locked(line.get(), Digest.of(before.text())) : file.resolved();
    byte[] text = exact.text();
    used.add(line.isPresent() ? line.get() : exact.line(text));
    exact.script(text);
  }
}
