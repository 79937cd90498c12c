package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.oci.PulledImage;
import io.plash.oci.Repository;
import io.plash.oci.VerifiedInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The archive of one layer of an image of the OCI format. It is checked, decompressed and unpacked while it comes, so
 * that it is stored once, as files.
 */
public final class LayerArchive {
  private static final int MAX_REST = 16 << 20; // a server may have promised more than anybody waits for

  private final CommandContext context;
  private final Repository repository;
  private final PulledImage.Layer layer;
  private final String name;

  /** Makes the archive of {@code layer}, which {@code repository} has. */
  public LayerArchive(CommandContext context, Repository repository, PulledImage.Layer layer) {
    this.context = context;
    this.repository = repository;
    this.layer = layer;
    this.name = "layer " + layer.blob().digestText() + " of " + repository.shown();
  }

  /** Is told while an archive comes. */
  @FunctionalInterface
  public interface Watcher {
    /** Takes notice of {@code bytes} more bytes; an exception ends the unpacking. */
    void see(int bytes) throws IOException;
  }

  /**
   * Unpacks the archive into the empty directory {@code root}, in the form in which layers are stored here. When this
   * fails, {@code root} may be filled.
   */
  public void unpack(Path root, Watcher watcher) throws PlashException {
    try (InputStream blob = repository.blob(layer.blob());
        VerifiedInput stored = VerifiedInput.of(name, watched(blob, watcher), layer.blob())) {
      try {
        unpack(root, stored);
      } catch (PlashException | IOException e) {
        if (!(e.getCause() instanceof DiskFullException)) {
          stored.readRest(MAX_REST); // that it is another file than was promised is the better reason
        }
        throw e;
      }
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot unpack " + name);
    }
  }

  private void unpack(Path root, VerifiedInput stored) throws PlashException, IOException {
    try (InputStream tar = LayerDecompression.of(context, keptOpen(stored));
        VerifiedInput archive = VerifiedInput.of(name + ", decompressed,", tar, layer.diffId())) {
      ArchiveInput input = ArchiveInput.stream(name, keptOpen(archive), true); // the digest proves that it is whole
      TarUnpacker.ofLayer(context, input, context.union().whiteouts()).unpack(root);
      archive.readRest();
      stored.readRest();
    }
  }

  private static InputStream watched(InputStream in, Watcher watcher) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        watcher.see(Math.max(n, 0));
        return n;
      }
    };
  }

  // Who reads it may end, and close it, before the end, but the rest is to be read.
  private static InputStream keptOpen(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return in.read(bytes, from, length);
      }

      @Override
      public void close() {
        return;
      }
    };
  }
}
