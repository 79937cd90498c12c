package io.plash.imageconfig;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.store.DataPaths;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configurations of images in a data directory, each of which is a file beside the layer of its image. */
public final class ImageConfigs {
  private ImageConfigs() {}

  /** Returns the configuration of the image that {@code stack} rests on: that of the nearest layer with one. */
  public static ImageConfig of(Store store, LayerStack stack) throws PlashException {
    Path node = store.node(stack.top());
    for (int i = 1; i < stack.layers().size(); i++, node = node.getParent()) {
      Path file = DataPaths.imageOf(node);
      if (Files.exists(file)) {
        return read(file);
      }
    }
    return ImageConfig.NONE;
  }

  /** Writes the configuration of an image into its node directory {@code node}, unless it is empty. */
  public static void write(Path node, ImageConfig config) throws IOException {
    if (!config.isEmpty()) {
      Files.writeString(DataPaths.imageOf(node), ImageJson.write(config));
    }
  }

  /** Returns what {@link #write} writes; empty when it writes nothing. */
  public static String text(ImageConfig config) throws PlashException {
    try {
      return config.isEmpty() ? "" : ImageJson.write(config);
    } catch (IOException e) {
      throw PlashException.of("cannot write the configuration of an image: " + IoReason.of(e), e);
    }
  }

  private static ImageConfig read(Path file) throws PlashException {
    try {
      return ImageJson.read(Files.readString(file));
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }
}
