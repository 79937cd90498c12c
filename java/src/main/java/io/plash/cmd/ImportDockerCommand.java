package io.plash.cmd;

import io.plash.catalog.ImageImport;
import io.plash.catalog.ImageSources;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;

/** IMAGE: makes a container of an image of docker, prints the id. */
final class ImportDockerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    ImageSource image = new ImageSources(context).docker(invocation.argument(0));
    new ImageImport(context).from(image, new PrintedId(invocation));
  }
}
