package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Archives that are unpacked and checked while they are fetched, so that they are stored once. */
public final class RemoteArchives {
  private static final int COPY_BYTES = 1 << 16;
  private static final List<String> PAGES = List.of("<!doct", "<html", "<?xml", "<!--");

  private final Fetcher fetcher;
  private final Signatures signatures;
  private final Progress progress;
  private final Unpacking unpacking;

  /** Fetched by {@code fetcher}, unpacked by {@code unpacking}. */
  public RemoteArchives(Fetcher fetcher, Signatures signatures, Progress progress, Unpacking unpacking) {
    this.fetcher = fetcher;
    this.signatures = signatures;
    this.progress = progress;
    this.unpacking = unpacking;
  }

  Fetcher fetcher() {
    return fetcher;
  }

  Signatures signatures() {
    return signatures;
  }

  /** Unpacks {@code download} into {@code root}; fails when a check does, with {@code root} filled. */
  void unpack(Download download, List<Check> checks, Path root, Path scratch) throws PlashException {
    String name = download.location().shown();
    try (download; Progress.Step step = progress.begin("fetching", name, download.length())) {
      Passing passing = new Passing(download, step, checks);
      ArchiveInput archive = ArchiveInput.stream(name, passing, checks.stream().anyMatch(Check::provesWhole));
      requireArchive(download, archive.head());
      try {
        unpack(archive, download.type(), root, scratch);
      } catch (PlashException e) {
        if (passing.ended) {
          decide(checks); // that it is not the one that was meant is the better reason
        }
        throw e;
      }
      passing.readRest();
      decide(checks);
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + name);
    } finally {
      checks.forEach(Check::close);
    }
  }

  private static void decide(List<Check> checks) throws PlashException {
    for (Check check : checks) {
      check.decide();
    }
  }

  private void unpack(ArchiveInput archive, String type, Path root, Path scratch) throws PlashException {
    try {
      unpacking.of(archive).unpack(root, scratch);
    } catch (PlashException e) {
      throw type.startsWith("text/") && e.hint().isEmpty()
          ? e.withHint("the server says that it is " + type.split(";")[0] + ": is it the address of an archive?")
          : e;
    }
  }

  private static void requireArchive(Download download, byte[] head) throws PlashException {
    if (head.length == 0) {
      throw download.location().failure("the file is empty");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    for (String page : PAGES) {
      if (text.startsWith(page)) {
        throw download.location().failure("it is a web page, not an archive")
            .withHint("does the server want a login, or is it the page about the file?");
      }
    }
  }

  /** What was fetched, on its way: counted and shown to the checks. */
  private final class Passing extends InputStream {
    private final InputStream download;
    private final Progress.Step step;
    private final List<Check> checks;
    private boolean ended;

    Passing(InputStream download, Progress.Step step, List<Check> checks) {
      this.download = download;
      this.step = step;
      this.checks = checks;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("nobody reads single bytes");
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      int n = download.read(buffer, offset, count);
      if (n > 0) {
        step.advance(n);
        for (Check check : checks) {
          check.see(buffer, offset, n);
        }
      } else if (n < 0 && !ended) {
        ended = true;
        step.close();
        progress.say("extracting...");
      }
      return n;
    }

    // tar does not read on behind its end mark; the checks want all.
    void readRest() throws IOException {
      byte[] buffer = new byte[COPY_BYTES];
      int n = 0;
      while (n >= 0) {
        n = read(buffer, 0, buffer.length);
      }
    }
  }
}
