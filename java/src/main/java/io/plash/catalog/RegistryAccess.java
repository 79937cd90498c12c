package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.http.Fetcher;
import io.plash.image.RemoteArchive;
import io.plash.registry.HelperPrograms;
import io.plash.registry.ImageReference;
import io.plash.registry.Logins;
import io.plash.registry.Registries;
import io.plash.registry.RegistrySettings;
import io.plash.text.PythonRepr;

/** The registries as a command asks them: with the user's logins and what the data directory says about them. */
public final class RegistryAccess {
  private static final int FIRST_MILLIS = 3000;

  private RegistryAccess() {}

  /** Returns the registries for {@code context}. */
  public static Registries of(CommandContext context) throws PlashException {
    return of(context, RemoteArchive.fetcher(context));
  }

  /** Returns the same for a cache, which is soon given up when it does not answer at all. */
  public static Registries ofCache(CommandContext context) throws PlashException {
    return of(context, RemoteArchive.impatientFetcher(context, FIRST_MILLIS));
  }

  /** Returns the name of the repository {@code place}, HOST/REPOSITORY, of a cache. */
  public static ImageReference cachePlace(String place) throws PlashException {
    ImageReference image = ImageReference.parse(place);
    if (!place.endsWith(image.repository())) {
      throw PlashException.of(PythonRepr.of(place) + " is no repository for a shared cache")
          .withHint("write HOST[:PORT]/NAME, without a tag");
    }
    return image;
  }

  private static Registries of(CommandContext context, Fetcher fetcher) throws PlashException {
    RegistrySettings settings = RegistrySettings.read(context.data().registries());
    Logins logins = new Logins(context.environment(), Host.uid(), new HelperPrograms(context.callerEnvironment()),
        context.progress()::say);
    return new Registries(fetcher, settings, logins, context.progress()::say);
  }
}
