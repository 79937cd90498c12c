package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An archive at a URL, with a detached signature at another. {@code #sha256=HEX} at its end is checked. */
public final class UrlSource implements ImageSource {
  private static final int MAX_SIGNATURE_BYTES = 8192;

  private final CommandContext context;
  private final Location location;
  private final Optional<Location> signature;

  /** The archive at {@code location}; its detached signature, if any, is at {@code signature}. */
  public UrlSource(CommandContext context, Location location, Optional<Location> signature) {
    this.context = context;
    this.location = location;
    this.signature = signature;
  }

  // With the checksum, which is a promise about the content, and without a user's password.
  @Override
  public String key() {
    String fragment = location.fragment().isEmpty() ? "" : "#" + location.fragment();
    return ImageSource.key("url", location.shown() + fragment);
  }

  @Override
  public String description() {
    return "import-url " + location.shown();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    List<ArchiveCheck> checks = new ArrayList<>();
    Checksum.ofFragment(location).ifPresent(checks::add);
    Fetcher fetcher = RemoteArchive.fetcher(context);
    Keyring keyring = new Keyring(context);
    byte[] bytes = new byte[0];
    if (signature.isPresent() && keyring.isThere()) {
      bytes = Fetcher.whole(fetcher.open(signature.get()), MAX_SIGNATURE_BYTES);
    }
    Download download = fetcher.open(location);
    if (signature.isPresent()) {
      keyring.check(bytes, scratch).ifPresent(checks::add);
    }
    new RemoteArchive(context, download, checks).unpack(root);
  }
}
