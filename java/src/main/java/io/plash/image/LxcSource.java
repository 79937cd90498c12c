package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.text.PythonRepr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A ready-made image of a linuxcontainers image server. The archive must have the checksum in the file SHA256SUMS
 * beside it. A user with a keyring wants a signature of SHA256SUMS too; the project's own server has none since 2022
 * and relies on https.
 */
public final class LxcSource implements ImageSource {
  private static final String SERVER = "https://images.linuxcontainers.org";
  private static final String INDEX = "/meta/1.0/index-system";
  private static final String ARCHIVE = "rootfs.tar.xz";
  private static final String SUMS = "SHA256SUMS";
  private static final int MAX_INDEX_BYTES = 16 << 20;
  private static final int MAX_SUMS_BYTES = 1 << 20;

  private final CommandContext context;
  private final String name;
  private Fetcher fetcher;

  /**
   * Makes the source of the image {@code name} of the server that PLASH_LXC_URL names, or else {@code config/lxc_url}
   * of the data directory, or else the project's own.
   */
  public LxcSource(CommandContext context, String name) {
    this.context = context;
    this.name = name;
  }

  @Override
  public String key() {
    return ImageSource.key("lxc", name);
  }

  @Override
  public String description() {
    return "import-lxc " + name;
  }

  /** Asks the server where the archive is now, and returns its URL. */
  public ResourceUrl url() throws PlashException {
    return at(find().path() + ARCHIVE);
  }

  // A server keeps few builds, so the one that an index names can be gone a moment later: the index is read again.
  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    if (!unpack(find(), root, scratch)) {
      LxcIndex.Entry entry = find();
      if (!unpack(entry, root, scratch)) {
        throw PlashException.of("the server's index lists " + PythonRepr.of(name) + ", but "
                + at(entry.path()).shown() + " lacks " + SUMS + " or " + ARCHIVE)
            .withHint("try again later, or another image");
      }
    }
  }

  private boolean unpack(LxcIndex.Entry entry, Path root, Path scratch) throws PlashException {
    Optional<Download> sums = fetcher().openIfThere(at(entry.path() + SUMS));
    if (sums.isEmpty()) {
      return false;
    }
    ResourceUrl url = at(entry.path() + ARCHIVE);
    byte[] text = Fetcher.whole(sums.get(), MAX_SUMS_BYTES);
    checkSignature(entry, text, scratch);
    Checksum checksum = Checksum.of(url, sum(new String(text, StandardCharsets.UTF_8), sums.get()));
    Optional<Download> archive = fetcher().openIfThere(url);
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
    Optional<Download> signature = fetcher().openIfThere(at(entry.path() + SUMS + ".asc"));
    if (signature.isEmpty()) {
      throw at(entry.path() + SUMS + ".asc").failure("there is a keyring, but the server has no signature")
          .withHint("only https says that the image is the server's; without a keyring (PLASH_KEYRING,"
              + " config/keyring.gpg) it is taken so");
    }
    byte[] bytes = Fetcher.whole(signature.get(), MAX_SUMS_BYTES);
    Optional<ArchiveCheck> check = keyring.check(bytes, scratch);
    if (check.isPresent()) {
      check.get().see(sums, 0, sums.length);
      check.get().decide();
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

  private LxcIndex.Entry find() throws PlashException {
    if (!LxcIndex.mayBeNamed(name)) {
      throw notFound("an image is called DISTRO, RELEASE or DISTRO:RELEASE");
    }
    String architecture = architecture(Host.machine(context.tool()));
    byte[] text = Fetcher.whole(fetcher().open(at(INDEX)), MAX_INDEX_BYTES);
    LxcIndex index = LxcIndex.parse(new String(text, StandardCharsets.UTF_8), architecture);
    if (index.isEmpty()) {
      throw at(INDEX).failure("it lists no images").withHint("is " + at("").shown() + " a server of images?");
    }
    Optional<LxcIndex.Entry> entry = index.find(name);
    if (entry.isEmpty()) {
      throw notFound(index.advice(name, architecture));
    }
    return entry.get();
  }

  private PlashException notFound(String hint) {
    return PlashException.of("image not found: " + PythonRepr.of(name)).withHint(hint);
  }

  private ResourceUrl at(String path) throws PlashException {
    return ResourceUrl.parse(server() + path);
  }

  // The URL of the server, without a slash at its end.
  private String server() throws PlashException {
    String server = context.environment().getOrDefault("PLASH_LXC_URL", "").strip();
    Path file = context.store().data().lxcUrl();
    try {
      if (server.isEmpty() && Files.exists(file)) {
        server = Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
    server = server.isEmpty() ? SERVER : server;
    return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }

  private Fetcher fetcher() throws PlashException {
    if (fetcher == null) {
      fetcher = RemoteArchive.fetcher(context);
    }
    return fetcher;
  }

  /** Returns Debian's name for the architecture that uname(1) calls {@code machine}. */
  static String architecture(String machine) {
    return switch (machine) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      case "armv7l", "armv8l" -> "armhf";
      case "armv6l", "armv5tel" -> "armel";
      case "i386", "i486", "i586", "i686" -> "i386";
      case "ppc64le" -> "ppc64el";
      case "loongarch64" -> "loong64";
      default -> machine;
    };
  }
}
