package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.Packages;
import io.plash.program.Pipeline;
import io.plash.program.Tool;
import io.plash.terminal.Progress;
import io.plash.text.PythonRepr;
import io.plash.union.WhiteoutForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Unpacks one tar archive, plain or compressed. GNU tar runs inside the user namespace and the decompressor beside
 * it, joined by a pipe: nothing is faster, and tar's own defences against hostile archives hold.
 */
final class TarUnpacker {
  private static final int NOT_FOUND = 127; // no tar, or none that plash can use
  private static final String FOLLOWS = "something follows its end";
  private static final String BZIP2_IGNORES = "trailing garbage after EOF ignored";
  private static final String ZSTD_REFUSES = "unsupported format";
  private static final String OWNER_REFUSED = ": Cannot change ownership to uid ";
  private static final String NOT_MAPPED = ": Invalid argument";
  private static final List<String> FULL = List.of("No space left on device", ": Wrote only ");
  // After that nothing of a layer can be right, and tar would look for an archive in all that comes.
  private static final List<String> LAYER_LOST = List.of(FULL.get(0), FULL.get(1), TarComplaints.NO_HEADER);
  private static final int MAX_END = 200;
  private static final int ENDED_BY_SIGPIPE = 128 + 13;

  private final ArchiveInput input;
  private final Namespaces namespaces;
  private final Pipeline pipeline;
  private final Packages packages;
  private final String program;
  private final Progress progress;
  private final List<String> tarOptions;
  private final boolean isLayer;
  private final String kind; // see plash--unpack

  /**
   * Makes the unpacker of one archive, which is a root file system.
   *
   * @param input the archive, which {@link #unpack} closes
   * @param tarOptions further options for tar(1), such as names to leave out
   */
  TarUnpacker(CommandContext context, ArchiveInput input, List<String> tarOptions) throws PlashException {
    this(context, input, tarOptions, false, "image");
  }

  private TarUnpacker(
      CommandContext context, ArchiveInput input, List<String> tarOptions, boolean isLayer, String kind)
      throws PlashException {
    this.isLayer = isLayer;
    this.kind = kind;
    this.input = input;
    this.namespaces = context.namespaces();
    this.pipeline = context.pipeline();
    this.packages = Packages.of(context.environment());
    this.program = context.program("plash--unpack");
    this.progress = context.progress();
    this.tarOptions = tarOptions;
  }

  /**
   * Makes the unpacker of the archive of a layer as the OCI image format has it, without compression. The layer gets
   * the form {@code form}.
   */
  static TarUnpacker ofLayer(CommandContext context, ArchiveInput input, WhiteoutForm form) throws PlashException {
    return new TarUnpacker(context, input, List.of(), true, form.label());
  }

  /**
   * Makes the unpacker of a root file system that an engine has copied of a container made for that. What is newer than
   * the directory it is unpacked into was made by the engine, so its time is not kept.
   */
  static TarUnpacker ofCopy(CommandContext context, ArchiveInput input, List<String> tarOptions)
      throws PlashException {
    return new TarUnpacker(context, input, tarOptions, false, "copy");
  }

  /**
   * Unpacks the archive into the empty directory {@code root} and closes it. Fails when the archive is damaged, cut
   * off or followed by something else, and when what it holds is no root file system; {@code root} is filled then.
   */
  void unpack(Path root) throws PlashException {
    try (input) {
      Compression compression = isLayer ? Compression.NONE : Compression.of(input.head());
      requireDecompressor(compression);
      List<List<String>> programs = new ArrayList<>();
      if (compression != Compression.NONE) {
        boolean whole = pipeline.searchPath().hasWhole(compression.decompressor().get(0));
        programs.add(withBlockFilled(whole ? compression.decompressor() : compression.simpleDecompressor()));
      } else if (!input.endsWithBlock()) {
        throw damaged(FOLLOWS);
      }
      programs.add(namespaces.enter(unpackCommand(root)));
      check(pipeline.run(input.source(), programs, isLayer ? LAYER_LOST : FULL), compression);
      if (!isLayer) {
        RootFileSystemCheck.require(PythonRepr.of(input.name()), root);
      }
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + PythonRepr.of(input.name()));
    }
  }

  // Zeros, too few for a block, follow what the decompressor writes: they make tar look at what follows an archive.
  private List<String> withBlockFilled(List<String> decompressor) {
    List<String> words = new ArrayList<>(
        List.of("sh", "-c", "\"$@\" && head -c \"$0\" /dev/zero", String.valueOf(ArchiveInput.BLOCK_BYTES - 1)));
    words.add(pipeline.searchPath().find(decompressor.get(0)));
    words.addAll(decompressor.subList(1, decompressor.size()));
    return words;
  }

  private List<String> unpackCommand(Path root) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.add(root.toString());
    command.add(input.isProven() ? "proven" : "marked");
    command.add(kind);
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
          .withHint(packages.hint(compression.decompressor().get(0)));
    }
  }

  private void check(List<Tool.Result> results, Compression compression) throws PlashException, IOException {
    Tool.Result tar = results.get(results.size() - 1);
    Tool.Result filter = results.get(0);
    if (tar.status() == NOT_FOUND) {
      throw PlashException.of("cannot unpack " + PythonRepr.of(input.name()) + ": " + tar.firstError())
          .withHint(tar.hint());
    }
    List<String> complaints = new TarComplaints(progress).of(tar);
    for (String complaint : complaints) {
      if (isFull(complaint)) {
        throw full(complaint); // the rest was not read, whatever the decompressor says of that
      }
    }
    if (complaints.contains(FOLLOWS)) {
      throw damaged(FOLLOWS);
    }
    boolean padded = input.endsInZeros();
    if (compression == Compression.BZIP2 && filter.errors().contains(BZIP2_IGNORES) && !padded) {
      throw damaged(FOLLOWS);
    }
    if (padded && complaints.isEmpty() && filter.errors().contains(ZSTD_REFUSES)) {
      return; // zstd alone of the decompressors complains about padding
    }
    // A decompressor that SIGPIPE ended, since tar ended first, is not to blame.
    if (compression != Compression.NONE && !filter.succeeded()
        && (filter.status() != ENDED_BY_SIGPIPE || complaints.isEmpty())) {
      List<String> said = TarComplaints.lines(filter.errors());
      throw damaged(said.isEmpty() ? compression.decompressor().get(0) + " failed" : said.get(0));
    }
    if (!tar.succeeded() && !complaints.isEmpty()) {
      throw damaged(complaints.get(0));
    }
  }

  // The name in a line may have thousands of characters, and the reason stands behind it.
  private static String shortened(String line) {
    int length = line.length();
    return length <= 2 * MAX_END ? line : line.substring(0, MAX_END) + "[...]" + line.substring(length - MAX_END);
  }

  private static boolean isFull(String reason) {
    return FULL.stream().anyMatch(reason::contains);
  }

  private PlashException full(String reason) {
    String what = attempt(reason);
    return PlashException.of(what, new DiskFullException(what))
        .withHint("is the disk full? nothing of the archive was kept");
  }

  private String attempt(String reason) {
    return "cannot unpack " + PythonRepr.of(input.name()) + ": " + shortened(reason);
  }

  private PlashException damaged(String reason) {
    PlashException failure = PlashException.of("ReadError: " + attempt(reason));
    if (reason.equals(FOLLOWS)) {
      return failure.withHint("an image is one archive, with nothing but zeros behind it");
    }
    return reason.contains(OWNER_REFUSED) && reason.endsWith(NOT_MAPPED)
        ? failure.withHint("it holds owners beyond your range of ids in /etc/subuid and /etc/subgid")
        : failure;
  }
}
