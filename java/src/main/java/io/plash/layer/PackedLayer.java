package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.oci.LayerTar;
import io.plash.program.Command;
import io.plash.program.FirstBytes;
import io.plash.program.RunningProgram;
import io.plash.store.DataPaths;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/** A layer as an archive of the OCI image format, not compressed. The same files give the same bytes. */
public final class PackedLayer {
  private static final int MAX_COMPLAINT = 1000;
  private static final String NAMED = "name"; // the form of layers whose whiteouts are called .wh.NAME

  private final Command tar;
  private final String name;
  private final boolean isNamed;

  private PackedLayer(Command tar, String name, boolean isNamed) {
    this.tar = tar;
    this.name = name;
    this.isNamed = isNamed;
  }

  /**
   * Returns the layer of {@code node}, the directory of a container or of one that is being made. tar runs in the
   * namespaces, where owners are those that the container sees.
   *
   * @param name what messages call it
   */
  public static PackedLayer of(CommandContext context, Path node, String name) throws PlashException {
    String root = DataPaths.rootOf(node).toString();
    Path form = DataPaths.whiteoutsOf(node);
    try {
      boolean isNamed = Files.exists(form) && Files.readString(form).strip().equals(NAMED);
      List<String> words = context.namespaces().enter(List.of(context.program("plash--pack"), root));
      return new PackedLayer(Command.of(context.environment(), words), name, isNamed);
    } catch (IOException e) {
      throw PlashException.of("cannot read " + form + ": " + IoReason.of(e, form), e);
    }
  }

  /** Returns all files of {@code container} as one layer. */
  public static PackedLayer merged(CommandContext context, ContainerId container) {
    List<String> words = List.of(context.program("plash--pack-merged"), container.toString());
    return new PackedLayer(Command.of(context.callerEnvironment(), words), "container " + container, false);
  }

  /** Writes the archive to {@code out}. */
  public void write(OutputStream out) throws PlashException, IOException {
    FirstBytes complaint = new FirstBytes(MAX_COMPLAINT);
    try (RunningProgram running = RunningProgram.start(tar.stderrTo(complaint).killedOnSignal())) {
      LayerTar.write(running.stdout(), out, isNamed);
      running.stdout().transferTo(OutputStream.nullOutputStream()); // what fills the last record
      if (running.await() != 0) {
        throw PlashException.of("cannot read the files of " + name + ": " + complaint.text().strip());
      }
    } catch (IOException e) {
      throw new IOException(name + ": " + IoReason.of(e), e);
    }
  }

  /** Returns the SHA-256 of the archive. */
  public Digest digest() throws PlashException {
    MessageDigest digest = Digest.begin();
    try {
      write(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    } catch (IOException e) {
      throw PlashException.of("cannot pack the files of " + IoReason.of(e), e);
    }
    return Digest.finish(digest);
  }
}
