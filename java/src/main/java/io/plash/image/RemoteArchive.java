package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An archive that is unpacked and checked while it is fetched, so that it is stored only once. */
public final class RemoteArchive {
  private static final int COPY_BYTES = 1 << 16;
  private static final List<String> PAGES = List.of("<!doct", "<html", "<?xml", "<!--");

  private final CommandContext context;
  private final Download download;
  private final List<ArchiveCheck> checks;
  private final List<CheckUnderWay> underWay = new ArrayList<>();

  /** Makes the archive that {@code download} brings; {@link #unpack} closes the download. */
  RemoteArchive(CommandContext context, Download download, List<ArchiveCheck> checks) {
    this.context = context;
    this.download = download;
    this.checks = checks;
  }

  /** Returns a fetcher for archives and what belongs to them; it reports lost connections as progress is reported. */
  public static Fetcher fetcher(CommandContext context) throws PlashException {
    return new Fetcher(context.environment(), version(), context.progress()::say);
  }

  /** Returns the same for servers that one can do without: {@code firstMillis} is what a first answer may take. */
  public static Fetcher impatientFetcher(CommandContext context, int firstMillis) throws PlashException {
    return new Fetcher(context.environment(), version(), context.progress()::say, firstMillis);
  }

  private static String version() {
    String version = RemoteArchive.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }

  /**
   * Unpacks the archive into the empty directory {@code root}. When a check fails, or the archive is none, this fails
   * and {@code root} may be filled.
   */
  void unpack(Path root) throws PlashException {
    String name = download.url().shown();
    Progress progress = context.progress();
    try (download; Progress.Step step = progress.begin("fetching", name, download.length())) {
      for (ArchiveCheck check : checks) {
        underWay.add(CheckUnderWay.start(context, check));
      }
      Passing passing = new Passing(step, progress);
      boolean proven = checks.stream().anyMatch(ArchiveCheck::provesWhole);
      ArchiveInput archive = ArchiveInput.stream(name, passing, proven);
      requireArchive(archive.head());
      try {
        unpack(archive, root);
      } catch (PlashException e) {
        if (passing.ended) {
          decide(); // that it is another file than was meant is the better reason
        }
        throw e;
      }
      passing.readRest();
      decide();
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + name);
    } finally {
      underWay.forEach(CheckUnderWay::close);
    }
  }

  private void decide() throws PlashException {
    for (CheckUnderWay check : underWay) {
      check.decide();
    }
  }

  private void unpack(ArchiveInput archive, Path root) throws PlashException {
    String type = download.type();
    try {
      new TarUnpacker(context, archive, List.of()).unpack(root);
    } catch (PlashException e) {
      throw type.startsWith("text/") && e.hint().isEmpty()
          ? e.withHint("the server says that it is " + type.split(";")[0] + ": is it the address of an archive?")
          : e;
    }
  }

  private void requireArchive(byte[] head) throws PlashException {
    if (head.length == 0) {
      throw download.url().failure("the file is empty");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    for (String page : PAGES) {
      if (text.startsWith(page)) {
        throw download.url().failure("it is a web page, not an archive")
            .withHint("does the server want a login, or is it the page about the file?");
      }
    }
  }

  /** The bytes of the download; each is counted and shown to the checks when it is read. */
  private final class Passing extends InputStream {
    private final Progress.Step step;
    private final Progress progress;
    private boolean ended;

    Passing(Progress.Step step, Progress progress) {
      this.step = step;
      this.progress = progress;
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
        for (CheckUnderWay check : underWay) {
          check.see(buffer, offset, n);
        }
      } else if (n < 0 && !ended) {
        ended = true;
        step.close();
        progress.say("extracting...");
      }
      return n;
    }

    // tar stops reading at its end mark, but the checks must see all bytes.
    void readRest() throws IOException {
      byte[] buffer = new byte[COPY_BYTES];
      int n = 0;
      while (n >= 0) {
        n = read(buffer, 0, buffer.length);
      }
    }
  }
}
