package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.image.RemoteArchive;
import io.plash.registry.HelperPrograms;
import io.plash.registry.Logins;
import io.plash.registry.Registries;
import io.plash.registry.RegistrySettings;

/** The registries as a command asks them: with the user's logins and what the data directory says about them. */
public final class RegistryAccess {
  private RegistryAccess() {}

  /** Returns the registries for {@code context}. */
  public static Registries of(CommandContext context) throws PlashException {
    RegistrySettings settings = RegistrySettings.read(context.data().registries());
    Logins logins = new Logins(context.environment(), Host.uid(), new HelperPrograms(context.callerEnvironment()),
        context.progress()::say);
    return new Registries(RemoteArchive.fetcher(context), settings, logins, context.progress()::say);
  }
}
