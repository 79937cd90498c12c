package io.plash.cmd;

import io.plash.catalog.ImageImport;
import io.plash.catalog.ImageSources;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.LxcSource;
import java.util.ArrayList;
import java.util.List;

/** NAME [--dry]: makes a container of a ready-made image, prints the id; or only where the image is. */
final class ImportLxcCommand implements Worker {
  private static final String DRY = "--dry";

  @Override
  public void run(Invocation invocation) throws PlashException {
    List<String> names = new ArrayList<>(invocation.arguments());
    boolean dry = names.removeIf(DRY::equals);
    CommandContext context = invocation.context();
    if (names.isEmpty()) {
      throw PlashException.of("no image was named");
    }
    LxcSource source = new ImageSources(context).lxc(names.get(0));
    if (dry) {
      invocation.results().println(source.location().shown());
      return;
    }
    new ImageImport(context).from(source, new PrintedId(invocation));
  }
}
