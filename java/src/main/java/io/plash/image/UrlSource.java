package io.plash.image;

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

  private final RemoteArchives archives;
  private final Location location;
  private final Optional<Location> signature;

  /** The archive at {@code location}. */
  public UrlSource(RemoteArchives archives, Location location, Optional<Location> signature) {
    this.archives = archives;
    this.location = location;
    this.signature = signature;
  }

  @Override
  public String description() {
    return "import-url " + location.shown();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    List<Check> checks = new ArrayList<>();
    Checksum.ofFragment(location).ifPresent(checks::add);
    Fetcher fetcher = archives.fetcher();
    byte[] bytes = new byte[0];
    if (signature.isPresent() && archives.signatures().wanted()) {
      bytes = Fetcher.whole(fetcher.open(signature.get()), MAX_SIGNATURE_BYTES);
    }
    Download download = fetcher.open(location);
    if (signature.isPresent()) {
      archives.signatures().check(bytes, scratch).ifPresent(checks::add);
    }
    archives.unpack(download, checks, root, scratch);
  }
}
