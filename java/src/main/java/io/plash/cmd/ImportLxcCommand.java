package io.plash.cmd;

import io.plash.build.ImageImport;
import io.plash.build.ImageSources;
import io.plash.build.Workshop;
import io.plash.image.LxcSource;
import io.plash.value.PlashException;
import java.util.ArrayList;
import java.util.List;

/** NAME [--dry]: makes a container of a ready-made image, prints the id; or only where the image is. */
final class ImportLxcCommand implements Worker {
  private static final String DRY = "--dry";

  @Override
  public void run(Invocation invocation) throws PlashException {
    List<String> names = new ArrayList<>(invocation.arguments());
    boolean dry = names.removeIf(DRY::equals);
    Workshop workshop = invocation.workshop();
    if (names.isEmpty()) {
      throw PlashException.of("no image was named");
    }
    LxcSource source = new ImageSources(workshop).lxc(names.get(0));
    if (dry) {
      invocation.results().println(source.location().shown());
      return;
    }
    new ImageImport(workshop).from(source, new PrintedId(invocation));
  }
}
