package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.oci.Descriptor;
import io.plash.oci.Repository;
import io.plash.oci.StoredManifest;
import java.io.InputStream;

/** A repository of a registry that is looked for when something is read for the first time. */
final class LateRepository implements Repository {
  private final String place;
  private final Search search;
  private Repository found;

  /** Finds the repository. */
  @FunctionalInterface
  interface Search {
    Repository find() throws PlashException;
  }

  /** Is called {@code place}, HOST/REPOSITORY, and found by {@code search}. */
  LateRepository(String place, Search search) {
    this.place = place;
    this.search = search;
  }

  private synchronized Repository found() throws PlashException {
    if (found == null) {
      found = search.find();
    }
    return found;
  }

  @Override
  public String shown() {
    return place;
  }

  @Override
  public String remembered() {
    return place;
  }

  @Override
  public StoredManifest manifest(String reference) throws PlashException {
    return found().manifest(reference);
  }

  @Override
  public InputStream blob(Descriptor blob) throws PlashException {
    return found().blob(blob);
  }
}
