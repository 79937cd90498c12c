package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.HiddenValue;
import io.plash.lang.PieceMarks;
import io.plash.oci.LayerRecord;
import io.plash.program.CleanupOnSignal;
import io.plash.store.NameMap;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.util.Optional;

/** Makes the layers of one build by their scripts, in one session that begins with the first of them. */
final class LayerMaking implements AutoCloseable {
  private static final int LAYER_END_COLOUR = 4;

  private final CommandContext context;
  private final boolean isShared;
  private BuildSession session;

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
   */
  ContainerId make(ContainerId parent, String piece, Digest key, Optional<Digest> sharedKey) throws PlashException {
    try (LayerDraft draft = LayerDraft.on(context, parent)) {
      if (draft.rootShell().isEmpty()) {
        throw PlashException.of("cannot build on container " + parent + ": it has no /bin/sh");
      }
      draft.describe(HiddenValue.masked(piece));
      if (sharedKey.isPresent()) {
        draft.remember(new LayerRecord("").withKey(sharedKey.get()));
      }
      run(draft, piece);
      ContainerId id;
      try (CleanupOnSignal end = CleanupOnSignal.held(false)) {
        id = draft.commit();
        NameMap names = context.store().names();
        names.put(key.hex(), id);
        if (sharedKey.isPresent()) {
          names.put(NameMap.SHARED + sharedKey.get().hex(), id);
        }
      }
      context.messages().println(context.terminal().coloured(LAYER_END_COLOUR, "--:"));
      return id;
    }
  }

  private void run(LayerDraft draft, String piece) throws PlashException {
    if (session == null) {
      session = BuildSession.start(context, isShared ? "none" : context.homes());
    }
    try {
      session.run(draft, HiddenValue.untraced(piece), isShared && PieceMarks.namesFiles(HiddenValue.plain(piece)));
    } catch (PlashException e) {
      throw isShared && e.hint().isEmpty() && !e.isAlreadyReported() ? e.withHint("layers for the shared cache see no"
          + " home; name the files with --hash-path, or build without the cache: PLASH_CACHE= PLASH_CACHE_PUSH=") : e;
    }
  }

  @Override
  public void close() throws PlashException {
    if (session != null) {
      session.close();
    }
  }
}
