package io.plash.oci;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The private key that images of a shared cache are signed with. The same image gets the same signature each time. */
public final class CacheSigner {
  /** What to type for a key. */
  static final String ADVICE = "`openssl genpkey -algorithm ed25519` makes one";

  private static final String LABEL = "PRIVATE KEY";

  private final PrivateKey key;

  private CacheSigner(PrivateKey key) {
    this.key = key;
  }

  /** Reads the only key in {@code text}, which is in the PEM form; {@code file} is what messages call it. */
  public static CacheSigner parse(String file, String text) throws PlashException {
    try {
      List<Pem> blocks = Pem.parse(text);
      if (blocks.size() != 1 || !blocks.get(0).label().equals(LABEL)) {
        boolean isEncrypted = blocks.size() == 1 && blocks.get(0).label().startsWith("ENCRYPTED ");
        throw failure(file, isEncrypted ? "the key in it is encrypted" : "it does not hold one private key",
            isEncrypted ? "`openssl pkey -in " + file + "` decrypts it" : ADVICE);
      }
      KeyFactory factory = KeyFactory.getInstance(EntrySignature.ALGORITHM);
      return new CacheSigner(factory.generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0).bytes())));
    } catch (GeneralSecurityException e) {
      throw failure(file, "the key in it is no Ed25519 key", ADVICE);
    } catch (IOException e) {
      throw failure(file, IoReason.of(e), ADVICE);
    }
  }

  /** Returns the annotation that signs the image of {@code key} with the configuration {@code config}. */
  public Map<String, String> annotation(Digest key, Digest config) {
    return Map.of(EntrySignature.ANNOTATION, signature(key, config));
  }

  /** Tells whether {@code entry} was signed with this key. */
  public boolean hasSigned(SharedEntry entry) {
    return entry.signature().equals(signature(entry.key(), entry.config()));
  }

  private String signature(Digest of, Digest config) {
    try {
      Signature signature = Signature.getInstance(EntrySignature.ALGORITHM);
      signature.initSign(key);
      signature.update(EntrySignature.text(of, config));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read signs nothing", e);
    }
  }

  private static PlashException failure(String file, String reason, String hint) {
    return PlashException.of("cannot sign with " + file + ": " + reason).withHint(hint);
  }
}
