package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.Images;
import io.plash.record.Dependencies;
import io.plash.store.LayerLock;
import io.plash.store.NameMap;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Images for macros: from the map, or fetched from their source and kept there. */
public final class ImageCache implements Images {
  private static final int MAX_DEPTH = 10;

  private final CommandContext context;
  private final FetchedFileEvaluator evaluator;
  private final Dependencies dependencies;
  private final Set<String> fresh = new HashSet<>();
  private final Set<String> underWay = new HashSet<>();
  private boolean refreshing;

  /**
   * Keeps images in {@code context}'s store; {@code evaluator} evaluates those that are build files; the keys
   * that images are found by are added to {@code dependencies}.
   */
  public ImageCache(CommandContext context, FetchedFileEvaluator evaluator, Dependencies dependencies) {
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
  public ContainerId image(String source, String name) throws PlashException {
    CatalogImage image = catalogImage(source, name);
    ContainerId id = image(image);
    addKey(image.key(), id);
    if (underWay.isEmpty()) {
      image.addTo(dependencies);
    }
    return id;
  }

  // The images that a build file at GitHub asks for are found here like others.
  private CatalogImage catalogImage(String source, String name) throws PlashException {
    return source.equals(GithubPlashfile.ORIGIN)
        ? GithubPlashfile.of(context, name, evaluator, this)
        : new ImageImport(context, ImageCatalog.source(context, source, name));
  }

  // What the build file of an image asks for is no matter any more once that image is there.
  private void addKey(String key, ContainerId id) {
    if (underWay.isEmpty()) {
      dependencies.key(key, id);
    }
  }

  private ContainerId image(CatalogImage image) throws PlashException {
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

  // One process fetches; others wait for it.
  private ContainerId fetchAlone(CatalogImage image) throws PlashException {
    Digest lockKey = Digest.of("image:" + image.key());
    try (LayerLock lock = LayerLock.take(context.store(), lockKey, this::sayWaiting)) {
      Optional<ContainerId> known = known(image.key()); // by another process, while this one waited
      return known.isPresent() ? known.get() : fetch(image);
    }
  }

  @Override
  public void refresh() {
    refreshing = true;
  }

  // The old container stays: layers may rest on it.
  private ContainerId fetch(CatalogImage image) throws PlashException {
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
