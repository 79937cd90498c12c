package io.plash.cmd;

import io.plash.build.ImageImport;
import io.plash.build.ImageSources;
import io.plash.build.Workshop;
import io.plash.image.ArchiveInput;
import io.plash.value.PlashException;
import java.io.IOException;

/** [FILE]: makes a container of a tar archive, prints the id. */
final class ImportTarCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    String name = invocation.arguments().isEmpty() ? "-" : invocation.argument(0);
    boolean piped = name.equals("-");
    try (ArchiveInput input = piped ? ArchiveInput.stdin() : ArchiveInput.file(name, invocation.path(name))) {
      Workshop workshop = invocation.workshop();
      new ImageImport(workshop).from(new ImageSources(workshop).tar(input), new PrintedId(invocation));
    }
  }
}
