package io.plash.registry;

import io.plash.failure.PlashException;
import java.util.Optional;

/** Asks the programs that keep logins for docker and podman. */
@FunctionalInterface
public interface CredentialHelper {
  /**
   * Returns what {@code docker-credential-NAME get} prints when it is asked for {@code server}; nothing when it knows
   * no login. That it cannot be started is a failure.
   */
  Optional<String> get(String name, String server) throws PlashException;
}
