package io.plash.cmd;

import io.plash.build.ImageImport;
import io.plash.build.ImageSources;
import io.plash.build.Workshop;
import io.plash.image.ImageSource;
import io.plash.value.PlashException;

/** IMAGE: makes a container of an image of docker, prints the id. */
final class ImportDockerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Workshop workshop = invocation.workshop();
    ImageSource image = new ImageSources(workshop).docker(invocation.argument(0));
    new ImageImport(workshop).from(image, new PrintedId(invocation));
  }
}
