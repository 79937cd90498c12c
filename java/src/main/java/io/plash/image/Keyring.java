package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.Packages;
import io.plash.program.SearchPath;
import io.plash.program.Tool;
import io.plash.text.PythonRepr;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The OpenPGP keyring of the user, by which gpgv(1) checks detached signatures; plash ships no key. */
final class Keyring {
  private static final String VARIABLE = "PLASH_KEYRING";
  private static final String ARMOUR = "-----BEGIN";

  private final CommandContext context;
  private final Map<String, String> environment;

  /** Makes the keyring that PLASH_KEYRING names, or else {@code config/keyring.gpg} of the data directory. */
  Keyring(CommandContext context) {
    this.context = context;
    this.environment = context.environment();
  }

  /** Tells whether the user has a keyring. */
  boolean isThere() throws PlashException {
    return !environment.getOrDefault(VARIABLE, "").isEmpty() || Files.exists(configured());
  }

  private Path configured() throws PlashException {
    return context.store().data().keyring();
  }

  /**
   * Returns a check by a detached signature. Without a keyring there is none, and a warning is printed.
   *
   * @param signature the signature, armoured or not
   * @param scratch a directory for the file that gpgv reads the signature from
   */
  Optional<ArchiveCheck> check(byte[] signature, Path scratch) throws PlashException {
    if (!isThere()) {
      context.messages().println("plash: WARNING: not verifying image signature, no keyring (set " + VARIABLE
          + ", or make " + configured() + ")");
      return Optional.empty();
    }
    if (!SearchPath.of(environment).has("gpgv")) {
      throw PlashException.of("cannot check a signature: there is a keyring, but gpgv is not in PATH")
          .withHint(Packages.of(environment).hint("gpgv"));
    }
    try {
      // The name of the keyring needs a slash, or gpgv looks for it in ~/.gnupg.
      String keyring = file().toAbsolutePath().toString();
      Path file = Files.write(scratch.resolve("signature"), signature);
      List<String> words = List.of("gpgv", "--quiet", "--keyring", keyring, file.toString(), "-");
      return Optional.of(new SignatureCheck(words));
    } catch (IOException e) {
      throw PlashException.of("cannot write a signature to " + scratch + ": " + IoReason.of(e, scratch), e);
    }
  }

  private Path file() throws PlashException {
    String name = environment.getOrDefault(VARIABLE, "");
    Path keyring = name.isEmpty() ? configured() : context.directory().resolve(name);
    try {
      byte[] bytes = SmallFile.bytes(keyring);
      if (new String(bytes, StandardCharsets.ISO_8859_1).startsWith(ARMOUR)) {
        throw PlashException.of("cannot use the keyring " + PythonRepr.of(keyring.toString()) + ": it is armoured")
            .withHint("gpg --dearmor makes the form that gpgv reads");
      }
      return keyring;
    } catch (IOException e) {
      throw PlashException.of(
              "cannot use the keyring " + PythonRepr.of(keyring.toString()) + ": " + IoReason.alone(e), e)
          .withHint("see " + VARIABLE + " in plash(1)");
    }
  }

  /** The check by gpgv, which has {@code words}. */
  private final class SignatureCheck implements ArchiveCheck {
    private final List<String> words;

    SignatureCheck(List<String> words) {
      this.words = words;
    }

    @Override
    public List<String> words() {
      return words;
    }

    @Override
    public boolean provesWhole() {
      return true;
    }

    @Override
    public void decide(Tool.Result said) throws PlashException {
      if (!said.succeeded()) {
        context.messages().print(said.errors());
        throw PlashException.of("signature check failed");
      }
    }
  }
}
