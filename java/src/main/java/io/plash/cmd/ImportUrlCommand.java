package io.plash.cmd;

import io.plash.catalog.ImageImport;
import io.plash.catalog.ImageSources;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Location;
import io.plash.image.ImageSource;
import java.util.Optional;

/** URL [SIGNATURE-URL]: makes a container of an archive that is fetched, prints the id. */
final class ImportUrlCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Location location = Location.parse(invocation.argument(0));
    Optional<Location> signature =
        invocation.arguments().size() > 1 ? Optional.of(Location.parse(invocation.argument(1))) : Optional.empty();
    CommandContext context = invocation.context();
    ImageSource source = new ImageSources(context).url(location, signature);
    new ImageImport(context).from(source, new PrintedId(invocation));
  }
}
