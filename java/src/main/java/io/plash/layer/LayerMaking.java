package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.HiddenValue;
import io.plash.lang.PieceMarks;
import io.plash.launch.LaunchPlanWriter;
import io.plash.oci.LayerRecord;
import io.plash.program.CleanupOnSignal;
import io.plash.store.Container;
import io.plash.store.NameMap;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the layers of one build by their scripts, in one session that begins with the first of them. */
final class LayerMaking implements AutoCloseable {
  private static final int LAYER_END_COLOUR = 4;

  private final CommandContext context;
  private final boolean isShared;
  private BuildSession session;
  private LayerDraft draft;
  private Foundation foundation;
  private Ground ground = Ground.NONE;
  private Optional<Container> made = Optional.empty();

  /** Shows the commands nothing of the host that other machines do not have when {@code isShared}. */
  LayerMaking(CommandContext context, boolean isShared) {
    this.context = context;
    this.isShared = isShared;
  }

  /**
   * Makes the layer {@code piece} upon {@code parent}, and returns it when it is in the map.
   *
   * @param key its map key
   * @param sharedKey the key by which others find it, if they can
   * @param isLast whether no layer follows
   */
  ContainerId make(ContainerId parent, String piece, Digest key, Optional<Digest> sharedKey, boolean isLast)
      throws PlashException {
    prepare(parent);
    draft.describe(HiddenValue.masked(piece));
    List<String> keys = new ArrayList<>(List.of(key.hex()));
    if (sharedKey.isPresent()) {
      draft.remember(new LayerRecord("").withKey(sharedKey.get()));
      keys.add(NameMap.SHARED + sharedKey.get().hex());
    }
    run(piece, isLast);
    try (CleanupOnSignal end = CleanupOnSignal.held(false)) {
      made = Optional.of(draft.commit(keys));
    }
    context.messages().println(context.terminal().coloured(LAYER_END_COLOUR, "--:"));
    return made.get().id();
  }

  private void prepare(ContainerId parent) throws PlashException {
    foundation = isTop(parent) ? foundation.with(made.get()) : Foundation.of(context, parent);
    if (foundation.shell().isEmpty()) {
      throw PlashException.of("cannot build on container " + parent + ": it has no /bin/sh");
    }
    if (session != null && ground.isFarBelow(context, foundation.stack())) {
      session.close();
      session = null;
    }
    if (session == null) {
      ground = Ground.of(context, foundation);
    }
    draft = draft == null ? LayerDraft.on(context, foundation, ground) : draft.next(foundation, ground);
  }

  private boolean isTop(ContainerId id) {
    return made.isPresent() && made.get().id().equals(id);
  }

  /** Writes the launch plan of {@code id}, the topmost layer of the build, by what is known of those below. */
  void plan(ContainerId id) throws PlashException {
    LaunchPlanWriter writer = new LaunchPlanWriter(context.store());
    if (isTop(id)) {
      Foundation whole = foundation.with(made.get());
      writer.writeNew(whole.stack(), whole.tree(), whole.config());
    } else {
      writer.writeNew(id);
    }
  }

  private void run(String piece, boolean isLast) throws PlashException {
    if (session == null) {
      session = BuildSession.start(context, isShared ? "none" : context.homes(), draft.groundFstab());
    }
    try {
      boolean seesDirectory = isShared && PieceMarks.namesFiles(HiddenValue.plain(piece));
      session.run(draft, HiddenValue.untraced(piece), seesDirectory, isLast);
    } catch (PlashException e) {
      throw isShared && e.hint().isEmpty() && !e.isAlreadyReported() ? e.withHint("layers for the shared cache see no"
          + " home; name the files with --hash-path, or build without the cache: PLASH_CACHE= PLASH_CACHE_PUSH=") : e;
    }
  }

  @Override
  public void close() throws PlashException {
    try (LayerDraft last = draft; BuildSession ended = session) {
      return;
    }
  }
}
