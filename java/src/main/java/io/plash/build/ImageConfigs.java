package io.plash.build;

import io.plash.engine.ImageJson;
import io.plash.store.DataDirectory;
import io.plash.store.IoReason;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.ImageConfig;
import io.plash.value.LayerStack;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the image that a container rests on says about starting programs in it. */
final class ImageConfigs {
  private ImageConfigs() {}

  /** Of the nearest layer of {@code stack} that has such a record. */
  static ImageConfig of(Store store, LayerStack stack) throws PlashException {
    Path node = store.node(stack.top());
    for (int i = 1; i < stack.layers().size(); i++, node = node.getParent()) {
      Path file = DataDirectory.imageOf(node);
      if (Files.exists(file)) {
        return read(file);
      }
    }
    return ImageConfig.NONE;
  }

  /** Writes that of the container whose node directory is {@code node}, if it says anything. */
  static void write(Path node, ImageConfig config) throws IOException {
    if (!config.equals(ImageConfig.NONE)) {
      Files.writeString(DataDirectory.imageOf(node), ImageJson.write(config));
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
