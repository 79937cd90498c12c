package io.plash.cmd;

import io.plash.build.ImageImport;
import io.plash.build.ImageSources;
import io.plash.build.Workshop;
import io.plash.http.Location;
import io.plash.image.ImageSource;
import io.plash.value.PlashException;
import java.util.Optional;

/** URL [SIGNATURE-URL]: makes a container of an archive that is fetched, prints the id. */
final class ImportUrlCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Location location = Location.parse(invocation.argument(0));
    Optional<Location> signature =
        invocation.arguments().size() > 1 ? Optional.of(Location.parse(invocation.argument(1))) : Optional.empty();
    Workshop workshop = invocation.workshop();
    ImageSource source = new ImageSources(workshop).url(location, signature);
    new ImageImport(workshop).from(source, new PrintedId(invocation));
  }
}
