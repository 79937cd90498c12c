package io.plash.build;

import io.plash.image.BusyboxSource;
import io.plash.lang.Images;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.util.Optional;

/** Images for macros: from the map, or fetched from their source and kept there. */
public final class StoredImages implements Images {
  private final Workshop workshop;

  /** Keeps images in {@code workshop}'s store. */
  public StoredImages(Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public Optional<ContainerId> mapped(String key) throws PlashException {
    return workshop.store().names().get(key);
  }

  @Override
  public ContainerId image(String source, String name) throws PlashException {
    if (!source.equals("busybox")) {
      throw PlashException.of("no source for " + name + " yet");
    }
    BusyboxSource busybox = BusyboxSource.find(workshop.tool());
    String key = "busybox:" + busybox.digest().hex();
    Optional<ContainerId> known = mapped(key);
    if (known.isPresent()) {
      return known.get();
    }
    ContainerId id = new ImageImport(workshop).from(busybox);
    workshop.store().names().put(key, id);
    return id;
  }
}
