package io.plash.image;

import io.plash.os.Namespaces;
import io.plash.os.Pipeline;
import io.plash.os.Tool;
import io.plash.value.PlashException;
import io.plash.value.PythonRepr;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tar archive, plain or compressed, from a file or stdin. GNU tar unpacks it inside the user
 * namespace, the decompressor runs beside it: the fastest there is, and tar's own defences hold.
 */
public final class TarSource implements ImageSource {
  private static final String MKNOD_REFUSED = ": Cannot mknod: Operation not permitted";
  private static final String OWNER_REFUSED = ": Cannot change ownership to uid ";
  private static final String NOT_MAPPED = ": Invalid argument";
  private static final String FULL = "No space left on device";
  private static final String WROTE_LESS = ": Wrote only ";
  private static final String NAME_END = "tar: ";
  private static final String SHORTENED = "Removing leading `";
  private static final String FINAL_WORDS = "Exiting with failure status due to previous errors";
  private static final int TAR_LEFT_SOME = 2;
  private static final int MAX_END = 200;
  private static final int ENDED_BY_SIGPIPE = 128 + 13;

  private final ArchiveInput input;
  private final Namespaces namespaces;
  private final Pipeline pipeline;
  private final Path libexec;
  private final PrintStream progress;
  private final List<String> tarOptions;

  /** The archive {@code input}; lines about left-out device nodes go to {@code progress}. */
  public TarSource(
      ArchiveInput input, Namespaces namespaces, Pipeline pipeline, Path libexec, PrintStream progress) {
    this(input, namespaces, pipeline, libexec, progress, List.of());
  }

  /** The same, unpacked with further options of tar(1). */
  TarSource(ArchiveInput input, Namespaces namespaces, Pipeline pipeline, Path libexec, PrintStream progress,
      List<String> tarOptions) {
    this.input = input;
    this.namespaces = namespaces;
    this.pipeline = pipeline;
    this.libexec = libexec;
    this.progress = progress;
    this.tarOptions = tarOptions;
  }

  @Override
  public String description() {
    return "import-tar " + input.name();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    try (input) {
      Compression compression = Compression.of(input.head());
      requireDecompressor(compression);
      List<List<String>> programs = new ArrayList<>();
      if (compression != Compression.NONE) {
        programs.add(compression.decompressor());
      }
      programs.add(namespaces.enter(unpackCommand(root)));
      check(pipeline.run(input.source(), programs), compression);
    } catch (IOException e) {
      throw PlashException.passedOn(e, "cannot read " + PythonRepr.of(input.name()));
    }
  }

  private List<String> unpackCommand(Path root) {
    List<String> command = new ArrayList<>();
    command.add(libexec.resolve("plash--unpack").toString());
    command.add(root.toString());
    if (namespaces.kind().isOwnIdOnly()) {
      command.add("--no-same-owner");
    }
    command.addAll(tarOptions);
    return command;
  }

  private void requireDecompressor(Compression compression) throws PlashException {
    if (compression != Compression.NONE && !pipeline.searchPath().has(compression.decompressor().get(0))) {
      throw PlashException.of("cannot unpack " + PythonRepr.of(input.name()) + ": "
              + compression.decompressor().get(0) + " not found in PATH")
          .withHint("install the package " + compression.packageName());
    }
  }

  private void check(List<Tool.Result> results, Compression compression) throws PlashException {
    Tool.Result tar = results.get(results.size() - 1);
    Tool.Result filter = results.get(0);
    List<String> complaints = complaints(lines(tar.errors()), tar.status());
    // One that the end of tar ended has nothing to say.
    if (compression != Compression.NONE && !filter.succeeded()
        && (filter.status() != ENDED_BY_SIGPIPE || complaints.isEmpty())) {
      List<String> said = lines(filter.errors());
      throw damaged(said.isEmpty() ? compression.decompressor().get(0) + " failed" : said.get(0));
    }
    if (!tar.succeeded() && !complaints.isEmpty()) {
      throw damaged(complaints.get(0));
    }
  }

  // Without the name that tar was started by, which is its path. What tar left away from names is no failure,
  // so it is dropped.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n")) {
      int name = line.indexOf(NAME_END);
      String said = name < 0 ? line : line.substring(name + NAME_END.length());
      if (!said.isBlank() && !said.startsWith(SHORTENED)) {
        lines.add(said);
      }
    }
    return lines;
  }

  // Reports the device nodes that an ordinary user can not make; gives the other complaints.
  private List<String> complaints(List<String> lines, int status) {
    List<String> complaints = new ArrayList<>();
    boolean left = false;
    for (String line : lines) {
      if (line.endsWith(MKNOD_REFUSED)) {
        String name = line.substring(0, line.length() - MKNOD_REFUSED.length());
        progress.println("plash: ignoring dev file: " + name + " (Operation not permitted)");
        left = true;
      } else if (!line.equals(FINAL_WORDS)) {
        complaints.add(line);
      }
    }
    if (status != 0 && complaints.isEmpty() && !(left && status == TAR_LEFT_SOME)) {
      complaints.add("tar ended with status " + status);
    }
    return complaints;
  }

  // A name may have thousands of characters; what is wrong with it comes last.
  private static String shortened(String line) {
    int length = line.length();
    return length <= 2 * MAX_END ? line : line.substring(0, MAX_END) + "[...]" + line.substring(length - MAX_END);
  }

  private PlashException damaged(String reason) {
    String what = "cannot unpack " + PythonRepr.of(input.name()) + ": " + shortened(reason);
    if (reason.contains(FULL) || reason.contains(WROTE_LESS)) {
      return PlashException.of(what).withHint("is the disk full? nothing of the archive was kept");
    }
    PlashException failure = PlashException.of("ReadError: " + what);
    return reason.contains(OWNER_REFUSED) && reason.endsWith(NOT_MAPPED)
        ? failure.withHint("it holds owners beyond your range of ids in /etc/subuid and /etc/subgid")
        : failure;
  }
}
