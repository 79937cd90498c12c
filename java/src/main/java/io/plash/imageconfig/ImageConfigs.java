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

/** What the image that a container rests on says about starting programs in it. */
public final class ImageConfigs {
  private ImageConfigs() {}

  /** Of the nearest layer of {@code stack} that has such a record. */
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

  /** Writes that of the container whose node directory is {@code node}, if it says anything. */
  public static void write(Path node, ImageConfig config) throws IOException {
    if (!config.isEmpty()) {
      Files.writeString(DataPaths.imageOf(node), ImageJson.write(config));
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
