package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.lang.HiddenValue;
import io.plash.lang.Script;
import io.plash.launch.LaunchPlanWriter;
import io.plash.program.CleanupOnSignal;
import io.plash.store.DataPaths;
import io.plash.store.KeyLock;
import io.plash.store.NameMap;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.nio.file.Files;
import java.util.Optional;

/** Turns a script into a container, layer by layer. A layer that was built before is found and not built again. */
public final class Builder {
  private static final int NO_IMAGE = 2;
  private static final int LAYER_END_COLOUR = 4;

  private final CommandContext context;

  /** Builds in {@code context}. */
  public Builder(CommandContext context) {
    this.context = context;
  }

  /** Returns the container that {@code script} describes, and makes sure that it has a launch plan. */
  public ContainerId build(Script script) throws PlashException {
    String image = script.image().orElse("");
    if (image.isEmpty()) {
      throw PlashException.of("no image specified").withStatus(NO_IMAGE)
          .withHint("name one with --from, such as --from alpine");
    }
    ContainerId id = ContainerId.parseRunnable(image);
    context.store().node(id);
    try (Sessions sessions = new Sessions()) {
      for (String piece : script.layers()) {
        id = layer(sessions, id, piece);
      }
    }
    Store store = context.store();
    if (!Files.exists(DataPaths.planOf(store.node(id), Host.uid()))) {
      new LaunchPlanWriter(store).writeNew(id);
    }
    return id;
  }

  private ContainerId layer(Sessions sessions, ContainerId parent, String piece) throws PlashException {
    Digest key = Digest.of(parent + ":" + HiddenValue.plain(piece));
    NameMap names = context.store().names();
    Optional<ContainerId> known = names.get(key.hex());
    if (known.isPresent()) {
      return known.get();
    }
    try (KeyLock lock = KeyLock.take(context.store(), key, this::sayWaiting)) {
      known = names.get(key.hex());
      return known.isPresent() ? known.get() : make(sessions, parent, piece, key);
    }
  }

  private ContainerId make(Sessions sessions, ContainerId parent, String piece, Digest key)
      throws PlashException {
    try (LayerDraft draft = LayerDraft.on(context, parent)) {
      if (draft.rootShell().isEmpty()) {
        throw PlashException.of("cannot build on container " + parent + ": it has no /bin/sh");
      }
      draft.describe(HiddenValue.masked(piece));
      sessions.get().run(draft, HiddenValue.untraced(piece));
      ContainerId id;
      try (CleanupOnSignal end = CleanupOnSignal.held(false)) {
        id = draft.commit();
        context.store().names().put(key.hex(), id);
      }
      context.messages().println(context.terminal().coloured(LAYER_END_COLOUR, "--:"));
      return id;
    }
  }

  private void sayWaiting() {
    if (context.terminal().interactive()) {
      context.messages().println("plash: another process is building this layer, waiting for it");
    }
  }

  /** The build session, which is started when the first layer needs it. */
  private final class Sessions implements AutoCloseable {
    private BuildSession session;

    BuildSession get() throws PlashException {
      if (session == null) {
        session = BuildSession.start(context);
      }
      return session;
    }

    @Override
    public void close() throws PlashException {
      if (session != null) {
        session.close();
      }
    }
  }
}
