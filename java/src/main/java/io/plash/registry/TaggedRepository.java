package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Fetcher;
import io.plash.http.Response;
import io.plash.oci.Descriptor;
import io.plash.oci.ImageTarget;
import io.plash.oci.OciImage;
import io.plash.oci.Repository;
import io.plash.value.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A repository whose images programs name by tags, many of them. What it was told once about those who ask, and which
 * blobs it has, is known for all its images.
 */
public final class TaggedRepository {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Fetcher fetcher;
  private final String name;
  private final RegistryCaller caller;
  private final Repository reader;
  private final Optional<RemoteTarget> target;

  TaggedRepository(Fetcher fetcher, String name, RegistryCaller caller, Repository reader,
      Optional<RemoteTarget> target) {
    this.fetcher = fetcher;
    this.name = name;
    this.caller = caller;
    this.reader = reader;
    this.target = target;
  }

  /** Returns it as it is read. */
  public Repository reader() {
    return reader;
  }

  /** Tells whether an image has {@code tag}. */
  public boolean has(String tag) throws PlashException {
    Response response = fetcher.send(Call.of("HEAD", caller.endpoint().at(name + "/manifests/" + tag), caller)
        .with("Accept", RemoteRepository.MANIFESTS));
    if (response.status() != OK && response.status() != NOT_FOUND) {
      throw Refusal.read(response).failure(caller);
    }
    response.answer().discard();
    return response.status() == OK;
  }

  /**
   * Returns where the image of {@code tag} is written to, with {@code annotations} in its manifest, which may depend on
   * its configuration.
   */
  public ImageTarget target(String tag, Function<Digest, Map<String, String>> annotations) {
    RemoteTarget blobs = target.orElseThrow();
    return new ImageTarget() {
      @Override
      public String place() {
        return blobs.place();
      }

      @Override
      public void watch(LongConsumer watcher) {
        blobs.watch(watcher);
      }

      @Override
      public boolean has(Descriptor blob, List<String> places) throws PlashException {
        return blobs.has(blob, places);
      }

      @Override
      public Descriptor store(String mediaType, Content content) throws PlashException {
        return blobs.store(mediaType, content);
      }

      @Override
      public Optional<String> publish(OciImage image, Descriptor config) throws PlashException {
        return blobs.publish(tag, image.manifestJson(config, annotations.apply(config.digest())));
      }
    };
  }
}
