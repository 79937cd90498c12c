package io.plash.oci;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The keys of those whose images of a shared cache are believed. */
public final class CacheKeys {
  private static final String LABEL = "PUBLIC KEY";

  private final List<PublicKey> keys;

  private CacheKeys(List<PublicKey> keys) {
    this.keys = keys;
  }

  /** Reads the public keys in {@code text}, which is in the PEM form; {@code file} is what messages call it. */
  public static CacheKeys parse(String file, String text) throws PlashException {
    List<PublicKey> keys = new ArrayList<>();
    try {
      for (Pem block : Pem.parse(text)) {
        if (!block.label().equals(LABEL)) {
          throw failure(file, "it holds a " + block.label(), "`openssl pkey -in KEY -pubout` writes the public key");
        }
        KeyFactory factory = KeyFactory.getInstance(EntrySignature.ALGORITHM);
        keys.add(factory.generatePublic(new X509EncodedKeySpec(block.bytes())));
      }
    } catch (GeneralSecurityException e) {
      throw failure(file, "a key in it is no Ed25519 key", CacheSigner.ADVICE);
    } catch (IOException e) {
      throw failure(file, IoReason.of(e), "");
    }
    if (keys.isEmpty()) {
      throw failure(file, "it holds no key", "`openssl pkey -in KEY -pubout` writes one");
    }
    return new CacheKeys(keys);
  }

  /** Tells whether one of them has signed {@code entry}. */
  public boolean haveSigned(SharedEntry entry) {
    for (PublicKey key : keys) {
      try {
        Signature signature = Signature.getInstance(EntrySignature.ALGORITHM);
        signature.initVerify(key);
        signature.update(EntrySignature.text(entry.key(), entry.config()));
        if (signature.verify(Base64.getDecoder().decode(entry.signature()))) {
          return true;
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        continue; // it is none
      }
    }
    return false;
  }

  private static PlashException failure(String file, String reason, String hint) {
    return PlashException.of("cannot use the keys in " + file + ": " + reason).withHint(hint);
  }
}
