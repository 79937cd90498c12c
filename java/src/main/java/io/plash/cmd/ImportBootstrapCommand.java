package io.plash.cmd;

import io.plash.catalog.ImageImport;
import io.plash.catalog.ImageSources;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.image.ImageSource;

/** SUITE [MIRROR]: makes a container of a suite from its distribution's mirrors, prints the id. */
final class ImportBootstrapCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    String mirror = invocation.arguments().size() > 1 ? ":" + invocation.argument(1) : "";
    CommandContext context = invocation.context();
    ImageSource suite = new ImageSources(context).suite(invocation.argument(0) + mirror);
    new ImageImport(context).from(suite, new PrintedId(invocation));
  }
}
