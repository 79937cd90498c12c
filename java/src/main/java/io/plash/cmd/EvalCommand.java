package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.Images;
import io.plash.record.Dependencies;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.util.Optional;

/** MACRO...: prints the build script of macros, from stdin without arguments. */
final class EvalCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    LazyImages images = new LazyImages(invocation);
    Macros macros = new Macros(invocation, images, RecordingHost.ofCommand(invocation));
    String text = macros.evaluate(invocation.arguments()).text();
    images.settle();
    invocation.results().print(text);
  }

  /** The store's images: most scripts ask for none, and then there need be no data directory. */
  static final class LazyImages implements Images {
    private final Invocation invocation;
    private Optional<CommandContext> context = Optional.empty();
    private Optional<Images> opened = Optional.empty();
    private boolean refreshing;

    LazyImages(Invocation invocation) {
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
      if (context.isPresent()) {
        context.get().settle();
      }
    }

    private Images stored() throws PlashException {
      if (opened.isEmpty()) {
        context = Optional.of(invocation.context());
        opened = Optional.of(Macros.images(invocation, context.get(), new Dependencies()));
        if (refreshing) {
          opened.get().refresh();
        }
      }
      return opened.get();
    }
  }
}
