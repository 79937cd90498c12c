package io.plash.cmd;

import io.plash.build.ImageImport;
import io.plash.build.ImageSources;
import io.plash.build.Workshop;
import io.plash.image.ImageSource;
import io.plash.value.PlashException;

/** SUITE [MIRROR]: makes a container of a suite from its distribution's mirrors, prints the id. */
final class ImportBootstrapCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    String mirror = invocation.arguments().size() > 1 ? ":" + invocation.argument(1) : "";
    Workshop workshop = invocation.workshop();
    ImageSource suite = new ImageSources(workshop).suite(invocation.argument(0) + mirror);
    new ImageImport(workshop).from(suite, new PrintedId(invocation));
  }
}
