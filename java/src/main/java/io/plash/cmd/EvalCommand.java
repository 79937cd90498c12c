package io.plash.cmd;

import io.plash.build.Workshop;
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
    ImagesOnDemand images = new ImagesOnDemand(invocation);
    Macros macros = new Macros(invocation, images, HostSurroundings.ofCommand(invocation));
    String text = macros.evaluate(invocation.arguments()).text();
    images.settle();
    invocation.results().print(text);
  }

  /** The store's images: most scripts ask for none, and then there need be no data directory. */
  static final class ImagesOnDemand implements Images {
    private final Invocation invocation;
    private Optional<Workshop> workshop = Optional.empty();
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

    private void settle() throws PlashException {
      if (workshop.isPresent()) {
        workshop.get().settle();
      }
    }

    private Images stored() throws PlashException {
      if (opened.isEmpty()) {
        workshop = Optional.of(invocation.workshop());
        opened = Optional.of(Macros.images(invocation, workshop.get(), new Dependencies()));
        if (refreshing) {
          opened.get().refresh();
        }
      }
      return opened.get();
    }
  }
}
