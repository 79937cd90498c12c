package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.Packages;
import io.plash.program.Pipeline;
import io.plash.program.Tool;
import io.plash.text.PythonRepr;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tar archive, plain or compressed, from a file or stdin. GNU tar unpacks it inside the user
 * namespace, the decompressor runs beside it: the fastest there is, and tar's own defences hold.
 */
final class TarUnpacker {
  private static final String MKNOD_REFUSED = ": Cannot mknod: Operation not permitted";
  private static final String LINK_REFUSED = ": Cannot hard link to ";
  private static final String MISSING = ": No such file or directory";
  private static final String NO_HEADER = "Skipping to next header";
  private static final String NO_HEADER_IN_PLAIN = "it is damaged, or something that is no archive follows its end";
  private static final String FOLLOWS = "something follows its end";
  private static final String BZIP2_IGNORES = "trailing garbage after EOF ignored";
  private static final String ZSTD_REFUSES = "unsupported format";
  private static final String OWNER_REFUSED = ": Cannot change ownership to uid ";
  private static final String NOT_MAPPED = ": Invalid argument";
  private static final String FULL = "No space left on device";
  private static final String WROTE_LESS = ": Wrote only ";
  private static final String TAR = "/tar: "; // it calls itself as it was started
  private static final String SHORTENED = "Removing leading `";
  private static final String FINAL_WORDS = "Exiting with failure status due to previous errors";
  private static final int TAR_LEFT_SOME = 2;
  private static final int MAX_END = 200;
  private static final int ENDED_BY_SIGPIPE = 128 + 13;

  private final ArchiveInput input;
  private final Namespaces namespaces;
  private final Pipeline pipeline;
  private final Packages packages;
  private final String program;
  private final PrintStream messages;
  private final List<String> tarOptions;

  /** Unpacks {@code input} in {@code context}, with further options of tar(1). */
  TarUnpacker(CommandContext context, ArchiveInput input, List<String> tarOptions) throws PlashException {
    this.input = input;
    this.namespaces = context.namespaces();
    this.pipeline = context.pipeline();
    this.packages = Packages.of(context.environment());
    this.program = context.program("plash--unpack");
    this.messages = context.messages();
    this.tarOptions = tarOptions;
  }

  /** Unpacks the archive into {@code root} and closes it. */
  void unpack(Path root) throws PlashException {
    try (input) {
      Compression compression = Compression.of(input.head());
      requireDecompressor(compression);
      List<List<String>> programs = new ArrayList<>();
      if (compression != Compression.NONE) {
        programs.add(withBlockFilled(compression.decompressor()));
      } else if (!input.endsWithBlock()) {
        throw damaged(FOLLOWS);
      }
      programs.add(namespaces.enter(unpackCommand(root)));
      check(pipeline.run(input.source(), programs), compression);
      ImageShape.require(PythonRepr.of(input.name()), root);
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + PythonRepr.of(input.name()));
    }
  }

  // Behind what it writes, zeros, too few for a block: with them tar looks at what follows an archive.
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
    List<String> complaints = complaints(lines(tar.errors()), tar.status());
    if (complaints.contains(FOLLOWS)) {
      throw damaged(FOLLOWS);
    }
    boolean padded = input.endsInZeros();
    if (compression == Compression.BZIP2 && filter.errors().contains(BZIP2_IGNORES) && !padded) {
      throw damaged(FOLLOWS);
    }
    if (padded && complaints.isEmpty() && filter.errors().contains(ZSTD_REFUSES)) {
      return; // zstd alone takes no padding
    }
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

  // What tar left away from names is no failure, so it is dropped.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n")) {
      String said = line.startsWith("/") && line.contains(TAR) ? line.substring(line.indexOf(TAR) + 1) : line;
      said = said.startsWith("tar: ") ? said.substring("tar: ".length()) : said;
      if (!said.isBlank() && !said.startsWith(SHORTENED)) {
        lines.add(said);
      }
    }
    return lines;
  }

  // Reports the device nodes that an ordinary user cannot make, and hard links to them; gives the other
  // complaints.
  private List<String> complaints(List<String> lines, int status) {
    List<String> complaints = new ArrayList<>();
    Set<String> left = new HashSet<>();
    for (String line : lines) {
      int link = line.indexOf(LINK_REFUSED);
      if (line.endsWith(MKNOD_REFUSED)) {
        String name = line.substring(0, line.length() - MKNOD_REFUSED.length());
        messages.println("plash: ignoring dev file: " + name + " (Operation not permitted)");
        left.add(plain(name));
      } else if (link > 0 && line.endsWith(MISSING) && left.contains(target(line, link))) {
        String name = line.substring(0, link);
        messages.println("plash: ignoring dev file: " + name + " (a hard link to one)");
        left.add(plain(name));
      } else if (!line.equals(FINAL_WORDS)) {
        complaints.add(line.equals(NO_HEADER) ? NO_HEADER_IN_PLAIN : line);
      }
    }
    if (status != 0 && complaints.isEmpty() && !(!left.isEmpty() && status == TAR_LEFT_SOME)) {
      complaints.add("tar ended with status " + status);
    }
    return complaints;
  }

  // What tar puts between quotes, which are those of its locale.
  private static String target(String line, int link) {
    String quoted = line.substring(link + LINK_REFUSED.length(), line.length() - MISSING.length());
    return quoted.length() < 2 ? "" : plain(quoted.substring(1, quoted.length() - 1));
  }

  private static String plain(String name) {
    String rest = name;
    while (rest.startsWith("./") || rest.startsWith("/")) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return rest;
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
    if (reason.equals(FOLLOWS)) {
      return failure.withHint("an image is one archive, with nothing but zeros behind it");
    }
    return reason.contains(OWNER_REFUSED) && reason.endsWith(NOT_MAPPED)
        ? failure.withHint("it holds owners beyond your range of ids in /etc/subuid and /etc/subgid")
        : failure;
  }
}
