package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.store.Scratch;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A ready-made image of a linuxcontainers image server. The archive must have the checksum in the file SHA256SUMS
 * beside it. A user with a keyring wants a signature of SHA256SUMS too; the project's own server has none since 2022
 * and relies on https.
 */
public final class LxcSource implements LockableSource {
  /** The name of such servers as a kind of place that images come from. */
  static final String ORIGIN = "lxc";

  private static final String ARCHIVE = "rootfs.tar.xz";
  private static final String SUMS = "SHA256SUMS";
  private static final int MAX_SUMS_BYTES = 1 << 20;

  private final CommandContext context;
  private final String name;
  private LxcServer server;

  /** Makes the source of the image {@code name} of the server that the user has chosen. */
  public LxcSource(CommandContext context, String name) {
    this.context = context;
    this.name = name;
  }

  @Override
  public String key() {
    return ImageSource.key(ORIGIN, name);
  }

  @Override
  public String description() {
    return "import-lxc " + name;
  }

  /** Asks the server where the archive is now, and returns its URL. */
  public ResourceUrl url() throws PlashException {
    return server().at(find(Host.architecture(context.tool())).path() + ARCHIVE);
  }

  @Override
  public String lockName() {
    return name;
  }

  @Override
  public Optional<LockLine> announced(String architecture) throws PlashException {
    LxcIndex.Entry entry = find(architecture);
    try (Scratch scratch = Scratch.make(context.store().data())) {
      Optional<String> sum = sum(entry, scratch.path());
      if (sum.isEmpty()) {
        throw missing(entry);
      }
      Optional<Digest> digest = Optional.of(new Digest(sum.get()));
      String where = server().at(entry.path() + ARCHIVE).shown();
      return Optional.of(LockLine.of(ORIGIN, name, architecture, digest, where));
    }
  }

  @Override
  public ImageSource locked(LockLine line) {
    return new LockedSource(new LxcBuild(context, line), line);
  }

  // A server keeps few builds, so the one that an index names can be gone a moment later: the index is read again.
  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    String architecture = Host.architecture(context.tool());
    if (!unpack(find(architecture), root, scratch)) {
      LxcIndex.Entry entry = find(architecture);
      if (!unpack(entry, root, scratch)) {
        throw missing(entry);
      }
    }
  }

  private PlashException missing(LxcIndex.Entry entry) throws PlashException {
    return PlashException.of("the server's index lists " + PythonRepr.of(name) + ", but "
            + server().at(entry.path()).shown() + " lacks " + SUMS + " or " + ARCHIVE)
        .withHint("try again later, or another image");
  }

  // Returns the checksum that the server tells; nothing when the build is gone.
  private Optional<String> sum(LxcIndex.Entry entry, Path scratch) throws PlashException {
    Optional<Download> sums = server().openIfThere(server().at(entry.path() + SUMS));
    if (sums.isEmpty()) {
      return Optional.empty();
    }
    byte[] text = Fetcher.whole(sums.get(), MAX_SUMS_BYTES);
    checkSignature(entry, text, scratch);
    return Optional.of(sum(new String(text, StandardCharsets.UTF_8), sums.get()).toLowerCase(Locale.ROOT));
  }

  private boolean unpack(LxcIndex.Entry entry, Path root, Path scratch) throws PlashException {
    Optional<String> sum = sum(entry, scratch);
    if (sum.isEmpty()) {
      return false;
    }
    ResourceUrl url = server().at(entry.path() + ARCHIVE);
    Checksum checksum = Checksum.of(url, sum.get());
    Optional<Download> archive = server().openIfThere(url);
    if (archive.isEmpty()) {
      return false;
    }
    new RemoteArchive(context, archive.get(), List.of(checksum)).unpack(root);
    return true;
  }

  private void checkSignature(LxcIndex.Entry entry, byte[] sums, Path scratch) throws PlashException {
    Keyring keyring = new Keyring(context);
    if (!keyring.isThere()) {
      return;
    }
    Optional<Download> signature = server().openIfThere(server().at(entry.path() + SUMS + ".asc"));
    if (signature.isEmpty()) {
      throw server().at(entry.path() + SUMS + ".asc").failure("there is a keyring, but the server has no signature")
          .withHint("only https says that the image is the server's; without a keyring (PLASH_KEYRING,"
              + " config/keyring.gpg) it is taken so");
    }
    byte[] bytes = Fetcher.whole(signature.get(), MAX_SUMS_BYTES);
    Optional<ArchiveCheck> check = keyring.check(bytes, scratch);
    if (check.isPresent()) {
      try (CheckUnderWay underWay = CheckUnderWay.start(context, check.get())) {
        underWay.see(sums, 0, sums.length);
        underWay.decide();
      }
    }
  }

  // Reads lines of sha256sum(1): the digest, a blank, a blank or *, and the name.
  private static String sum(String sums, Download from) throws PlashException {
    for (String line : sums.split("\n")) {
      String[] words = line.strip().split(" [ *]", 2);
      boolean named = words.length == 2 && (words[1].equals(ARCHIVE) || words[1].equals("./" + ARCHIVE));
      if (named && Checksum.isDigest(words[0])) {
        return words[0];
      }
    }
    throw from.url().failure("it has no checksum of " + ARCHIVE);
  }

  private LxcIndex.Entry find(String architecture) throws PlashException {
    if (!LxcIndex.mayBeNamed(name)) {
      throw notFound("an image is called DISTRO, RELEASE or DISTRO:RELEASE");
    }
    LxcIndex index = server().index(architecture);
    Optional<LxcIndex.Entry> entry = index.find(name);
    if (entry.isEmpty()) {
      throw notFound(index.advice(name, architecture));
    }
    return entry.get();
  }

  private PlashException notFound(String hint) {
    return PlashException.of("image not found: " + PythonRepr.of(name)).withHint(hint);
  }

  private LxcServer server() throws PlashException {
    if (server == null) {
      server = LxcServer.chosen(context);
    }
    return server;
  }
}
