package io.plash.lang;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Images held in memory; refuses what was not put in. */
public final class FakeImages implements Images {
  private final Map<String, ContainerId> mapped = new HashMap<>();
  private final Map<String, ContainerId> images = new HashMap<>();
  private boolean refreshing;

  /** Sets a map key. */
  public FakeImages withMap(String key, int id) {
    mapped.put(key, new ContainerId(id));
    return this;
  }

  /** Adds an image to a source. */
  public FakeImages withImage(String source, String name, int id) {
    images.put(source + " " + name, new ContainerId(id));
    return this;
  }

  @Override
  public Optional<ContainerId> mapped(String key) throws PlashException {
    if (key.isEmpty()) {
      throw PlashException.of("map key is empty").withHint("name a key");
    }
    return Optional.ofNullable(mapped.get(key));
  }

  @Override
  public ContainerId image(String source, String name) throws PlashException {
    ContainerId id = images.get(source + " " + name);
    if (id == null) {
      throw PlashException.of("no image").withHint("add one");
    }
    return id;
  }

  @Override
  public void refresh() {
    refreshing = true;
  }

  /** Whether images were asked to be fetched again. */
  public boolean refreshing() {
    return refreshing;
  }
}
