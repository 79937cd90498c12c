package io.plash.cmd;

import io.plash.catalog.BaseKey;
import io.plash.catalog.RegistryAccess;
import io.plash.catalog.SharedBases;
import io.plash.catalog.SharedCache;
import io.plash.context.AtOnce;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.lang.HiddenValue;
import io.plash.lang.PieceMarks;
import io.plash.layer.SharedWalk;
import io.plash.oci.CacheSigner;
import io.plash.oci.SharedEntry;
import io.plash.oci.SharedKey;
import io.plash.program.CleanupOnSignal;
import io.plash.registry.TaggedRepository;
import io.plash.store.Scratch;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the layers of a build to a shared cache: each as an image that runs, with all below it, under the tag of its
 * key. That this fails is told, and is no failure of the build.
 */
final class SharedPush {
  private static final int AT_ONCE = 4;

  private final CommandContext context;
  private final SharedCache cache;

  private SharedPush(CommandContext context, SharedCache cache) {
    this.context = context;
    this.cache = cache;
  }

  /** Returns the push of what the builds of this command tell their cache. */
  static SharedPush of(CommandContext context) throws PlashException {
    return new SharedPush(context, SharedCache.of(context));
  }

  /** Writes what is to be written. */
  void push() throws PlashException {
    Optional<String> place = cache.written();
    if (place.isEmpty()) {
      return;
    }
    if (cache.bases().locked().isEmpty() && cache.built().isEmpty() && !cache.isKeptOff()) {
      return;
    }
    if (cache.isKeptOff()) {
      say("no layer is pushed: with PLASH_BUILD_HOME=rw they depend on this machine");
      return;
    }
    try (Scratch scratch = Scratch.make(context.store().data());
        CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
      TaggedRepository repository = RegistryAccess.ofCache(context)
          .tagged(RegistryAccess.cachePlace(place.get()), Optional.of(scratch.path()));
      for (Map.Entry<Digest, SharedBases.Base> base : cache.bases().locked().entrySet()) {
        pushBase(place.get(), repository, base.getKey(), base.getValue());
      }
      for (SharedCache.Built built : cache.built()) {
        push(place.get(), repository, built);
      }
    } catch (PlashException e) {
      say("not all layers are pushed: " + e.getMessage());
      if (!e.hint().isEmpty()) {
        say(e.hint());
      }
    }
  }

  // For those who cannot have it from where it came.
  private void pushBase(String place, TaggedRepository repository, Digest tree, SharedBases.Base base)
      throws PlashException {
    String tag = SharedBases.tag(tree);
    if (!repository.has(tag)) {
      new OciExport(context, new LayerPacking(context, false), false)
          .write(base.id(), repository.target(tag, config -> Map.of()), "pushing");
      say(base.name() + " to " + place);
    }
  }

  // The uppermost one first: with it comes all that the others need.
  private void push(String place, TaggedRepository repository, SharedCache.Built built) throws PlashException {
    SharedWalk walk = built.walk();
    Map<ContainerId, Digest> keys = keys(walk);
    Optional<CacheSigner> signer = cache.trust().signer();
    List<ContainerId> wanted = missing(place, repository, walk, keys);
    OciExport export = new OciExport(context, new LayerPacking(context, false), false);
    int pushed = 0;
    try {
      for (int i = wanted.size() - 1; i >= 0; i--) {
        Digest key = keys.get(wanted.get(i));
        export.write(wanted.get(i), repository.target(SharedKey.tag(key), config -> {
          Map<String, String> annotations = new HashMap<>(Map.of(
              SharedKey.ANNOTATION, key.hex(), SharedKey.BASE_ANNOTATION, built.base().chain().hex()));
          signer.ifPresent(by -> annotations.putAll(by.annotation(key, config)));
          return annotations;
        }), "pushing");
        pushed++;
      }
    } finally {
      if (pushed > 0) {
        say(pushed + " of " + walk.pieces().size() + " layers to " + place);
      }
    }
    if (keys.size() < walk.there().size()) {
      say(reason(walk, keys.size()));
    }
  }

  // The layers that others can find; above one that they cannot find there are none.
  private Map<ContainerId, Digest> keys(SharedWalk walk) throws PlashException {
    Map<ContainerId, Digest> keys = new LinkedHashMap<>();
    for (ContainerId id : walk.there()) {
      Optional<Digest> key = BaseKey.read(context.store().node(id)).key();
      if (key.isEmpty()) {
        return keys;
      }
      keys.put(id, key.get());
    }
    return keys;
  }

  // Those made now nobody else has made, and those fetched are there. Of the others the registry is asked.
  private List<ContainerId> missing(
      String place, TaggedRepository repository, SharedWalk walk, Map<ContainerId, Digest> keys) throws PlashException {
    List<ContainerId> unsure = new ArrayList<>();
    for (ContainerId id : keys.keySet()) {
      if (!walk.made().contains(id) && !cache.isFetched(id, place)) {
        unsure.add(id);
      }
    }
    List<Boolean> there = AtOnce.map(AT_ONCE, unsure, id -> isThere(repository, keys.get(id)));
    List<ContainerId> missing = new ArrayList<>();
    for (ContainerId id : keys.keySet()) {
      int number = unsure.indexOf(id);
      if (number < 0 ? walk.made().contains(id) : !there.get(number)) {
        missing.add(id);
      }
    }
    return missing;
  }

  // Who signs replaces what others have put there.
  private boolean isThere(TaggedRepository repository, Digest key) throws PlashException {
    if (!repository.has(SharedKey.tag(key))) {
      return false;
    }
    if (cache.trust().signer().isEmpty()) {
      return true;
    }
    try {
      return cache.trust().believes(SharedEntry.read(repository.reader(), key, Host.machine(context.tool())));
    } catch (PlashException e) {
      return false; // it is no image of that key
    }
  }

  private String reason(SharedWalk walk, int first) throws PlashException {
    int count = walk.pieces().size();
    String which = first + 1 == count ? "layer " + count + " is" : "layers " + (first + 1) + " to " + count + " are";
    ContainerId id = walk.there().get(first);
    String why;
    if (PieceMarks.isInvalidated(HiddenValue.plain(walk.pieces().get(first)))) {
      why = "--invalidate-layer makes it another one each time";
    } else if (!walk.made().contains(id)) {
      why = "container " + id + " was built without the cache (plash rm " + id + " has it built anew)";
    } else {
      why = "ids of users are not mapped as elsewhere (plash doctor)";
    }
    return which + " not pushed: " + why;
  }

  private void say(String line) throws PlashException {
    context.progress().say(line);
  }
}
