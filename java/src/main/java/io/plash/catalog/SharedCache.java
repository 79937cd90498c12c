package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.lang.HiddenValue;
import io.plash.lang.PieceMarks;
import io.plash.layer.SharedLayers;
import io.plash.layer.SharedWalk;
import io.plash.oci.SharedKey;
import io.plash.oci.VerifiedInput;
import io.plash.store.KeyLock;
import io.plash.store.NameMap;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers that others have built, in repositories of registries. What cannot be had from there is built; so
 * no failure of a cache is one of the build, but it is told, and the cache is not asked again by this command.
 */
public final class SharedCache implements SharedLayers {
  /** What a build has found and made, and what its image is for others. */
  public record Built(SharedWalk walk, BaseKey base) {}

  private final CommandContext context;
  private final CacheSettings settings;
  private final boolean isOn;
  private final List<Built> built = new ArrayList<>();
  private final List<ContainerId> fetched = new ArrayList<>();
  private Optional<CacheLookup> lookup = Optional.empty();
  private Optional<CacheTrust> trust = Optional.empty();
  private final SharedBases bases;
  private boolean hasFailed;

  private SharedCache(CommandContext context, CacheSettings settings) {
    this.context = context;
    this.settings = settings;
    this.isOn = settings.isOn() && !context.homes().equals("rw");
    this.bases = new SharedBases(context, settings, this::fail);
  }

  /** Returns the cache that the user of this command has named; maybe none. */
  public static SharedCache of(CommandContext context) throws PlashException {
    return context.companion(SharedCache.class, () -> new SharedCache(context, CacheSettings.of(context)));
  }

  @Override
  public boolean isOn() {
    return isOn;
  }

  @Override
  public List<Digest> keys(ContainerId base, List<String> pieces) throws PlashException {
    try {
      String machine = Host.machine(context.tool());
      Digest key = BaseKey.of(context, base).key();
      List<Digest> keys = new ArrayList<>();
      for (String piece : pieces) {
        String text = HiddenValue.plain(piece);
        if (PieceMarks.isInvalidated(text)) {
          break;
        }
        key = SharedKey.ofLayer(machine, key, text);
        keys.add(key);
      }
      return keys;
    } catch (PlashException e) {
      fail(e);
      return List.of();
    }
  }

  @Override
  public List<ContainerId> fetch(SharedWalk walk) throws PlashException {
    List<ContainerId> here = here(walk);
    if (!here.isEmpty() || hasFailed || settings.read().isEmpty() || walk.keys().size() <= walk.there().size()) {
      return here;
    }
    try {
      fetchFromOthers(walk);
    } catch (PlashException e) {
      fail(e);
    } catch (IOException e) {
      fail(PlashException.of("cannot fetch layers: " + IoReason.of(e), e));
    }
    return here(walk);
  }

  private void fetchFromOthers(SharedWalk walk) throws PlashException, IOException {
    if (lookup.isEmpty()) {
      lookup = Optional.of(new CacheLookup(context, trust(), settings.read(), this::fail));
    }
    Optional<CacheLookup.Hit> found = lookup.get().find(walk.keys(), walk.there().size());
    if (found.isEmpty()) {
      return;
    }
    CacheLookup.Hit hit = found.get();
    Digest top = walk.keys().get(hit.number());
    try (KeyLock lock = KeyLock.take(context.store(), Digest.of(NameMap.SHARED + top.hex()), () -> { })) {
      if (known(top).isEmpty()) {
        List<ContainerId> made = new CachedLayers(context, walk, BaseKey.of(context, walk.base())).fetch(hit);
        fetched.addAll(made);
        context.progress().say(made.size() + " of " + walk.pieces().size() + " layers from " + hit.place());
      }
    }
  }

  // The layers above those of the walk that were fetched before, or built upon a container with the same files.
  private List<ContainerId> here(SharedWalk walk) throws PlashException {
    int next = walk.there().size();
    for (int i = walk.keys().size() - 1; i >= next; i--) {
      Optional<ContainerId> known = known(walk.keys().get(i));
      LayerStack stack = known.isPresent() ? context.store().stack(known.get()) : null;
      if (stack != null && stack.layers().size() > i - next + 2) { // with one below, and the root container
        List<ContainerId> found = new ArrayList<>();
        for (int j = next; j <= i; j++) {
          found.add(stack.layers().get(i - j));
        }
        return found;
      }
    }
    return List.of();
  }

  private Optional<ContainerId> known(Digest key) throws PlashException {
    return context.store().names().get(NameMap.SHARED + key.hex());
  }

  /** Tells that the cache cannot be used, once; other bytes than promised are an error. */
  private void fail(PlashException e) {
    hasFailed = true;
    boolean isLie = VerifiedInput.isMismatch(e);
    context.messages().println((isLie ? "plash error: " : "plash: the shared cache is not used: ") + e.getMessage());
    if (isLie || !e.hint().isEmpty()) {
      context.messages().println("plash: " + (isLie ? "the layer is built instead" : e.hint()));
    }
  }

  @Override
  public void built(SharedWalk walk) throws PlashException {
    try {
      if (isOn && !settings.written().isEmpty()) {
        built.add(new Built(walk, BaseKey.of(context, walk.base())));
      }
    } catch (PlashException e) {
      fail(e);
    }
  }

  /** Returns what the builds of this command have found and made, when that is to be written somewhere. */
  public List<Built> built() {
    return built;
  }

  /** Returns the repository that layers are to be written to. */
  public Optional<String> written() {
    return settings.written().stream().findFirst();
  }

  /** Returns the images that lock files name. */
  public SharedBases bases() {
    return bases;
  }

  /** Returns whose layers are believed, and what layers are signed with. */
  public CacheTrust trust() throws PlashException {
    if (trust.isEmpty()) {
      trust = Optional.of(CacheTrust.of(context));
    }
    return trust.get();
  }

  /** Tells whether {@code id} came from the repository {@code place} now. */
  public boolean isFetched(ContainerId id, String place) {
    return fetched.contains(id) && settings.read().contains(place);
  }

  /** Tells whether the user has named a cache and said as well that layers see the homes of this machine. */
  public boolean isKeptOff() {
    return settings.isOn() && !isOn;
  }
}
