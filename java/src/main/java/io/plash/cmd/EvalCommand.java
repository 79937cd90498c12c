package io.plash.cmd;

import io.plash.lang.Images;
import io.plash.plan.Dependencies;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.IOException;
import java.util.Optional;

/** MACRO...: prints the build script of macros, from stdin without arguments. */
final class EvalCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    Macros macros = new Macros(invocation, new ImagesOnDemand(invocation), HostSurroundings.ofCommand(invocation));
    invocation.results().print(macros.evaluate(invocation.arguments()).text());
  }

  /** The store's images: most scripts ask for none, and then there need be no data directory. */
  static final class ImagesOnDemand implements Images {
    private final Invocation invocation;
    private Optional<Images> opened = Optional.empty();
    private boolean refreshing;

    ImagesOnDemand(Invocation invocation) {
      this.invocation = invocation;
    }

    @Override
    public Optional<ContainerId> mapped(String key) throws PlashException {
      return stored().mapped(key);
    }

    @Override
    public ContainerId image(String source, String name) throws PlashException {
      return stored().image(source, name);
    }

    @Override
    public void refresh() {
      refreshing = true;
    }

    private Images stored() throws PlashException {
      if (opened.isEmpty()) {
        opened = Optional.of(Macros.images(invocation, invocation.workshop(), new Dependencies()));
        if (refreshing) {
          opened.get().refresh();
        }
      }
      return opened.get();
    }
  }
}
