package io.plash.cmd;

import io.plash.build.StoredImages;
import io.plash.lang.Images;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.IOException;
import java.util.Optional;

/** MACRO...: prints the build script of macros, from stdin without arguments. */
final class EvalCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    Macros macros = new Macros(new ImagesOnDemand(invocation));
    invocation.results().print(macros.evaluate(invocation.arguments()).text());
  }

  /** The store's images: most scripts ask for none, and then there need be no data directory. */
  private record ImagesOnDemand(Invocation invocation) implements Images {
    @Override
    public Optional<ContainerId> mapped(String key) throws PlashException {
      return stored().mapped(key);
    }

    @Override
    public ContainerId image(String source, String name) throws PlashException {
      return stored().image(source, name);
    }

    private Images stored() throws PlashException {
      return new StoredImages(invocation.workshop());
    }
  }
}
