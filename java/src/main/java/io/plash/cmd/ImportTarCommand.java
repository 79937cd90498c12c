package io.plash.cmd;

import io.plash.catalog.ImageImport;
import io.plash.catalog.ImageSources;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.ArchiveInput;
import java.io.IOException;

/** [FILE]: makes a container of a tar archive, prints the id. */
final class ImportTarCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    String name = invocation.arguments().isEmpty() ? "-" : invocation.argument(0);
    boolean piped = name.equals("-");
    try (ArchiveInput input = piped ? ArchiveInput.stdin() : ArchiveInput.file(name, invocation.path(name))) {
      CommandContext context = invocation.context();
      new ImageImport(context).from(new ImageSources(context).tar(input), new PrintedId(invocation));
    }
  }
}
