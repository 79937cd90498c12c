package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.oci.CacheKeys;
import io.plash.oci.CacheSigner;
import io.plash.oci.SharedEntry;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose layers of a shared cache are believed. Who names no keys believes all who may write there. Who signs layers
 * believes his own signature, too, and no layers without one: what is built upon them would be signed.
 *
 * @param keys the keys of others
 * @param signer what layers are signed with
 */
public record CacheTrust(Optional<CacheKeys> keys, Optional<CacheSigner> signer) {
  private static final String SIGN = "PLASH_CACHE_SIGN";

  /** Reads the keys that the user of {@code context} has named. */
  static CacheTrust of(CommandContext context) throws PlashException {
    Path file = context.data().cacheKeys();
    Optional<CacheKeys> keys = Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(CacheKeys.parse(file.toString(), text("cannot use the keys in ", file.toString(), file)))
        : Optional.empty();
    String name = context.environment().getOrDefault(SIGN, "");
    Optional<CacheSigner> signer = name.isEmpty() ? Optional.empty() : Optional.of(
        CacheSigner.parse(name, text("cannot sign with ", name, context.directory().resolve(name))));
    return new CacheTrust(keys, signer);
  }

  private static String text(String attempt, String name, Path file) throws PlashException {
    try {
      return SmallFile.read(file);
    } catch (IOException e) {
      throw PlashException.of(attempt + name + ": " + IoReason.alone(e), e);
    }
  }

  /** Tells whether {@code entry} may be used. */
  public boolean believes(SharedEntry entry) {
    return keys.isEmpty() && signer.isEmpty()
        || signer.isPresent() && signer.get().hasSigned(entry)
        || keys.isPresent() && keys.get().haveSigned(entry);
  }
}
