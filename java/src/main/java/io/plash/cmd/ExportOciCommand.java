package io.plash.cmd;

import io.plash.catalog.RegistryAccess;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.oci.ImageTarget;
import io.plash.oci.LayoutName;
import io.plash.oci.OciLayout;
import io.plash.program.CleanupOnSignal;
import io.plash.registry.ImageReference;
import io.plash.store.Scratch;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import java.util.List;

/**
 * Worker with the arguments CONTAINER IMAGE [--squash] [--zstd]: writes the image into a layout or a registry, and
 * prints its name with its digest.
 */
final class ExportOciCommand implements Worker {
  private static final int MOST_OF_DOCKER = 125;

  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId container = ContainerId.parseRunnable(invocation.argument(0));
    String name = invocation.argument(1);
    List<String> options = invocation.rest(2);
    boolean isSquashed = options.contains("--squash");
    boolean isByZstd = options.contains("--zstd");
    CommandContext context = invocation.context();
    OciExport export = new OciExport(context, new LayerPacking(context, isByZstd), isSquashed);
    int layers = export.layers(container);
    if (layers > MOST_OF_DOCKER) {
      invocation.messages().println("plash: this image has " + layers
          + " layers, and docker starts none with more than " + MOST_OF_DOCKER + "; --squash makes one layer");
    }
    if (LayoutName.isOne(name)) {
      LayoutName layout = LayoutName.toWrite(name);
      OciLayout target = OciLayout.make(layout, invocation.path(layout.directory()));
      invocation.results().println(export.write(container, target, "packing"));
      return;
    }
    ImageReference image = ImageReference.parse(name);
    new ScratchCleaner(context).deleteDeadDrafts(); // blobs of pushes that were killed may fill the disk
    try (Scratch scratch = Scratch.make(context.store().data());
        CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
      ImageTarget target = RegistryAccess.of(context).toWrite(image, scratch.path());
      invocation.results().println(export.write(container, target, "pushing"));
    }
  }
}
