package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.http.Fetcher;
import io.plash.oci.ImageTarget;
import io.plash.oci.Repository;
import io.plash.text.PythonRepr;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The registries of the world. Several threads may use it, and what it returns, at once. */
public final class Registries {
  private final Fetcher fetcher;
  private final RegistrySettings settings;
  private final Logins logins;
  private final Consumer<String> notices;
  private final Map<String, Endpoint> endpoints = new HashMap<>();

  /**
   * Asks them by requests of {@code fetcher}, with logins of {@code logins}, and says to {@code notices} what fails.
   */
  public Registries(Fetcher fetcher, RegistrySettings settings, Logins logins, Consumer<String> notices) {
    this.fetcher = fetcher;
    this.settings = settings;
    this.logins = logins;
    this.notices = notices;
  }

  /**
   * Returns the repository of {@code image}, by way of its mirrors where the user has named some. Nothing is asked
   * until something is read.
   */
  public Repository toRead(ImageReference image) {
    return new LateRepository(image.place(), () -> found(image));
  }

  private Repository found(ImageReference image) throws PlashException {
    List<Repository> mirrors = new ArrayList<>();
    for (String place : settings.mirrors(image.host())) {
      int slash = place.indexOf('/');
      String host = slash < 0 ? place : place.substring(0, slash);
      String prefix = slash < 0 ? "" : place.substring(slash + 1) + "/";
      mirrors.add(reader(ImageReference.parse(host + "/" + prefix + image.repository())));
    }
    Repository original = reader(image);
    return mirrors.isEmpty() ? original : new MirroredRepository(mirrors, original, notices);
  }

  private Repository reader(ImageReference image) throws PlashException {
    RegistryCaller caller = caller("import", image, RegistryCaller.pullScope(image.repository()));
    return new RemoteRepository(fetcher, image.place(), image.repository(), caller);
  }

  /**
   * Returns the repository of {@code image}, where that is to be written; blobs are kept in files in {@code scratch}
   * until they are stored.
   */
  public ImageTarget toWrite(ImageReference image, Path scratch) throws PlashException {
    if (image.digest().isPresent()) {
      throw PlashException.of("cannot push " + PythonRepr.of(image.shown())
          + ": the digest follows from what is in the image").withHint("name it with a tag: " + image.place() + ":TAG");
    }
    RegistryCaller caller = caller("push", image, RegistryCaller.pushScope(image.repository()));
    return new RemoteTarget(this, new BlobUpload(fetcher, caller, image.repository()), fetcher, image, caller, scratch);
  }

  /**
   * Returns the repository of {@code image} as one whose images programs name by tags.
   *
   * @param scratch where blobs are kept until they are stored; nothing when nothing is to be written
   */
  public TaggedRepository tagged(ImageReference image, Optional<Path> scratch) throws PlashException {
    String name = image.repository();
    RegistryCaller caller = scratch.isPresent()
        ? caller("push", image, RegistryCaller.pushScope(name)) : caller("pull", image, RegistryCaller.pullScope(name));
    Optional<RemoteTarget> target = scratch.map(files ->
        new RemoteTarget(this, new BlobUpload(fetcher, caller, name), fetcher, image, caller, files).storingNew());
    Repository reader = new RemoteRepository(fetcher, image.place(), name, caller);
    return new TaggedRepository(fetcher, name, caller, reader, target);
  }

  private RegistryCaller caller(String task, ImageReference image, String scope) throws PlashException {
    Endpoint endpoint = endpoint(image);
    Access access = new Access(fetcher, settings, logins, image.host(), image.repository(), endpoint.base());
    return new RegistryCaller(task, image.shown(), endpoint, access, List.of(scope));
  }

  private synchronized Endpoint endpoint(ImageReference image) throws PlashException {
    String server = ImageReference.server(image.host());
    Endpoint known = endpoints.get(server);
    if (known == null) {
      known = Endpoint.find(server, settings, fetcher);
      endpoints.put(server, known);
    }
    return known;
  }

  /** Tells the user something that is no failure. */
  void notice(String line) {
    notices.accept(line);
  }
}
