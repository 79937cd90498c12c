package io.plash.image;

import io.plash.os.Namespaces;
import io.plash.os.Pipeline;
import io.plash.os.Pipeline.Source;
import io.plash.os.Pipeline.Stage;
import io.plash.value.PlashException;
import io.plash.value.PythonRepr;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tar archive, plain or compressed, from a file or stdin. GNU tar unpacks it inside the user
 * namespace, the decompressor runs beside it: the fastest there is, and tar's own defences hold.
 */
public final class TarSource implements ImageSource {
  private static final String MKNOD_REFUSED = ": Cannot mknod: Operation not permitted";
  private static final String FINAL_WORDS = "Exiting with failure status due to previous errors";

  private final ArchiveInput input;
  private final Namespaces namespaces;
  private final Pipeline pipeline;
  private final Path libexec;
  private final PrintStream progress;

  /** The archive {@code input}; lines about left-out device nodes go to {@code progress}. */
  public TarSource(
      ArchiveInput input, Namespaces namespaces, Pipeline pipeline, Path libexec, PrintStream progress) {
    this.input = input;
    this.namespaces = namespaces;
    this.pipeline = pipeline;
    this.libexec = libexec;
    this.progress = progress;
  }

  @Override
  public String description() {
    return "import-tar " + input.name();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    try (input) {
      Compression compression = Compression.of(input.head());
      Path tarErrors = scratch.resolve("tar-errors");
      Path filterErrors = scratch.resolve("decompressor-errors");
      List<Stage> stages = new ArrayList<>();
      if (compression != Compression.NONE) {
        stages.add(new Stage(compression.decompressor(), filterErrors.toFile()));
      }
      stages.add(new Stage(namespaces.enter(unpackCommand(root)), tarErrors.toFile()));
      Source source = input.source();
      List<Integer> statuses = pipeline.run(source, stages);
      check(statuses, compression, filterErrors, tarErrors);
      if (compression == Compression.NONE && !input.endsInZeroBlocks()) {
        throw damaged("it ends without its end mark; is it truncated?");
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(input.name()) + ": " + e.getMessage(), e);
    }
  }

  private List<String> unpackCommand(Path root) {
    List<String> command = new ArrayList<>();
    command.add(libexec.resolve("plash--unpack").toString());
    command.add(root.toString());
    if (namespaces.kind() == Namespaces.Kind.SELF) {
      command.add("--no-same-owner");
    }
    return command;
  }

  private void check(List<Integer> statuses, Compression compression, Path filterErrors, Path tarErrors)
      throws PlashException, IOException {
    int tar = statuses.get(statuses.size() - 1);
    List<String> complaints = complaints(Files.readAllLines(tarErrors), tar);
    if (compression != Compression.NONE && statuses.get(0) != 0) {
      List<String> said = Files.readAllLines(filterErrors);
      throw damaged(said.isEmpty() ? compression.decompressor().get(0) + " failed" : said.get(0));
    }
    if (tar != 0 && !complaints.isEmpty()) {
      throw damaged(complaints.get(0));
    }
  }

  // Reports the device nodes that an ordinary user can not make; gives the other complaints.
  private List<String> complaints(List<String> lines, int status) {
    List<String> complaints = new ArrayList<>();
    boolean left = false;
    for (String line : lines) {
      String said = line.startsWith("tar: ") ? line.substring(5) : line;
      if (said.endsWith(MKNOD_REFUSED)) {
        String name = said.substring(0, said.length() - MKNOD_REFUSED.length());
        progress.println("plash: ignoring dev file: " + name + " (Operation not permitted)");
        left = true;
      } else if (!said.equals(FINAL_WORDS) && !said.isBlank()) {
        complaints.add(said);
      }
    }
    if (status != 0 && complaints.isEmpty() && !left) {
      complaints.add("tar ended with status " + status);
    }
    return complaints;
  }

  private PlashException damaged(String reason) {
    return PlashException.of("ReadError: cannot unpack " + PythonRepr.of(input.name()) + ": " + reason);
  }
}
