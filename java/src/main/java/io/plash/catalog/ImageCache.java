package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.image.LockableSource;
import io.plash.lang.Images;
import io.plash.record.Dependencies;
import io.plash.store.KeyLock;
import io.plash.store.NameMap;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of a data directory. An image that is not there is fetched, and kept under its map key. */
public final class ImageCache implements Images {
  private static final int MAX_DEPTH = 10;

  private final CommandContext context;
  private final FetchedFileEvaluator evaluator;
  private final Dependencies dependencies;
  private final BuildLock.Finder locks;
  private final Set<String> fresh = new HashSet<>();
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, LockLine> lines = new HashMap<>(); // by the map keys of what they name
  private boolean refreshing;

  /**
   * Makes the cache of the data directory of {@code context}.
   *
   * @param evaluator evaluates build files that images are described by
   * @param dependencies the map keys that images are found by are added to these
   * @param locks finds the lock file that says of which bytes the images are made
   */
  public ImageCache(
      CommandContext context, FetchedFileEvaluator evaluator, Dependencies dependencies, BuildLock.Finder locks) {
    this.locks = locks;
    this.context = context;
    this.evaluator = evaluator;
    this.dependencies = dependencies;
  }

  @Override
  public Optional<ContainerId> mapped(String key) throws PlashException {
    Optional<ContainerId> id = context.store().names().get(key);
    id.ifPresent(found -> addKey(key, found));
    return id;
  }

  @Override
  public ContainerId image(String origin, String name) throws PlashException {
    FetchableImage image = fetchable(origin, name);
    ContainerId id = image(image);
    addKey(image.key(), id);
    if (lines.containsKey(image.key())) {
      SharedCache.of(context).bases().locked(lines.get(image.key()), id);
    }
    if (underWay.isEmpty()) {
      image.addTo(dependencies);
    }
    return id;
  }

  // A build file at GitHub builds upon images of this cache.
  private FetchableImage fetchable(String origin, String name) throws PlashException {
    Optional<BuildLock> lock = ImageCatalog.isLockable(origin) ? locks.find() : Optional.empty();
    if (lock.isPresent()) {
      return locked(lock.get(), origin, name);
    }
    return origin.equals(GithubPlashfile.ORIGIN)
        ? GithubPlashfile.of(context, name, evaluator, this)
        : ImageCatalog.image(context, origin, name);
  }

  private FetchableImage locked(BuildLock lock, String origin, String name) throws PlashException {
    String architecture = Host.architecture(context.tool());
    if (origin.equals(GithubPlashfile.ORIGIN)) {
      GithubPlashfile file = GithubPlashfile.of(context, name, evaluator, this);
      return file.locked(lock.line(origin, name, architecture), lock.digest());
    }
    if (origin.equals(OciPlace.ORIGIN)) {
      LockLine line = lock.line(origin, OciPlace.lockName(name), architecture);
      return OciImport.of(context, OciPlace.exact(name, line));
    }
    LockableSource source = ImageCatalog.lockable(context, origin, name);
    LockLine line = lock.line(origin, source.lockName(), architecture);
    FetchableImage image = ImageCatalog.locked(context, source, line);
    lines.put(image.key(), line);
    return image;
  }

  // Not for images that another image is built upon: once that one is in the map, they do not matter any more.
  private void addKey(String key, ContainerId id) {
    if (underWay.isEmpty()) {
      dependencies.key(key, id);
    }
  }

  private ContainerId image(FetchableImage image) throws PlashException {
    Optional<ContainerId> known = known(image.key());
    if (known.isPresent()) {
      return known.get();
    }
    if (underWay.size() == MAX_DEPTH) {
      throw PlashException.of("more than " + MAX_DEPTH + " images are built upon each other, the last of them "
          + PythonRepr.of(image.key()));
    }
    if (!underWay.add(image.key())) {
      throw PlashException.of("the image " + PythonRepr.of(image.key()) + " is built upon itself");
    }
    try {
      return fetchAlone(image);
    } finally {
      underWay.remove(image.key());
    }
  }

  // One process fetches an image, and others that want it wait for that.
  private ContainerId fetchAlone(FetchableImage image) throws PlashException {
    Digest lockKey = Digest.of("image:" + image.key());
    try (KeyLock lock = KeyLock.take(context.store(), lockKey, this::sayWaiting)) {
      Optional<ContainerId> known = known(image.key()); // by another process, while this one waited
      return known.isPresent() ? known.get() : fetch(image);
    }
  }

  @Override
  public void refresh() {
    refreshing = true;
  }

  // The container that the key stood for before stays: layers may rest on it.
  private ContainerId fetch(FetchableImage image) throws PlashException {
    NameMap names = context.store().names();
    ContainerId id = image.fetch(made -> names.put(image.key(), made));
    fresh.add(image.key());
    return id;
  }

  private Optional<ContainerId> known(String key) throws PlashException {
    return refreshing && !fresh.contains(key) ? Optional.empty() : context.store().names().get(key);
  }

  private void sayWaiting() {
    if (context.terminal().interactive()) {
      context.messages().println("plash: another process is fetching this image, waiting for it");
    }
  }
}
