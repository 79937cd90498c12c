package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An archive at a URL, which may end in a checksum, {@code #sha256=HEX}, and have a detached signature. */
public final class UrlSource implements LockableSource {
  private static final String ORIGIN = "url";
  private static final int MAX_SIGNATURE_BYTES = 8192;

  private final CommandContext context;
  private final ResourceUrl url;
  private final Optional<ResourceUrl> signature;
  private final Optional<ArchiveCheck> check;

  /** Makes the source of the archive at {@code url}; its signature, if any, is at {@code signature}. */
  public UrlSource(CommandContext context, ResourceUrl url, Optional<ResourceUrl> signature) {
    this(context, url, signature, Optional.empty());
  }

  private UrlSource(
      CommandContext context, ResourceUrl url, Optional<ResourceUrl> signature, Optional<ArchiveCheck> check) {
    this.context = context;
    this.url = url;
    this.signature = signature;
    this.check = check;
  }

  /** Makes the source of the archive at {@code url} that finds out for a lock file of which bytes it is made. */
  public static UrlSource toLock(CommandContext context, ResourceUrl url) {
    return new UrlSource(context, url, Optional.empty(), Optional.of(new ContentDigest(url.shown())));
  }

  // The checksum belongs to the key, since it promises a content; the user's password does not.
  @Override
  public String key() {
    return ImageSource.key(ORIGIN, lockName());
  }

  @Override
  public String lockName() {
    return url.shown() + (url.fragment().isEmpty() ? "" : "#" + url.fragment());
  }

  @Override
  public ImageSource locked(LockLine line) {
    ArchiveCheck bytes = Checksum.ofLock(url, line.digest().orElseThrow().hex());
    return new LockedSource(new UrlSource(context, url, Optional.empty(), Optional.of(bytes)), line);
  }

  @Override
  public LockLine fetched(String architecture) {
    Digest found = ((ContentDigest) check.orElseThrow()).found();
    return LockLine.of(ORIGIN, lockName(), LockLine.ALL, Optional.of(found), "");
  }

  @Override
  public String description() {
    return "import-url " + url.shown();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    List<ArchiveCheck> checks = new ArrayList<>();
    Checksum.ofFragment(url).ifPresent(checks::add);
    check.ifPresent(checks::add);
    Fetcher fetcher = RemoteArchive.fetcher(context);
    Keyring keyring = new Keyring(context);
    byte[] bytes = new byte[0];
    if (signature.isPresent() && keyring.isThere()) {
      bytes = Fetcher.whole(fetcher.open(signature.get()), MAX_SIGNATURE_BYTES);
    }
    Download download = fetcher.open(url);
    if (signature.isPresent()) {
      keyring.check(bytes, scratch).ifPresent(checks::add);
    }
    new RemoteArchive(context, download, checks).unpack(root);
  }
}
