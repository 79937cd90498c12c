package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.oci.Descriptor;
import io.plash.oci.Repository;
import io.plash.oci.StoredManifest;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A repository, and mirrors of it that are asked first. One that cannot bring something is asked no more. */
final class MirroredRepository implements Repository {
  private final List<Repository> mirrors;
  private final Repository original;
  private final Consumer<String> notices;
  private final Set<Repository> failed = ConcurrentHashMap.newKeySet();

  /** Asks {@code mirrors} in their order, and then {@code original}; says to {@code notices} which mirror fails. */
  MirroredRepository(List<Repository> mirrors, Repository original, Consumer<String> notices) {
    this.mirrors = mirrors;
    this.original = original;
    this.notices = notices;
  }

  /** Asks one repository for something. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(Repository repository) throws PlashException;
  }

  @Override
  public String shown() {
    return original.shown();
  }

  @Override
  public StoredManifest manifest(String reference) throws PlashException {
    return first(repository -> repository.manifest(reference));
  }

  @Override
  public InputStream blob(Descriptor blob) throws PlashException {
    return first(repository -> repository.blob(blob));
  }

  private <T> T first(Question<T> question) throws PlashException {
    for (Repository mirror : mirrors) {
      try {
        if (!failed.contains(mirror)) {
          return question.ask(mirror);
        }
      } catch (PlashException e) {
        if (failed.add(mirror)) {
          notices.accept("the mirror " + mirror.shown() + " does not help: " + e.getMessage());
        }
      }
    }
    return question.ask(original);
  }
}
