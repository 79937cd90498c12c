package io.plash.catalog;

import io.plash.context.AtOnce;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.oci.SharedEntry;
import io.plash.oci.SharedKey;
import io.plash.registry.Registries;
import io.plash.registry.TaggedRepository;
import io.plash.value.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The search for the uppermost layer that one of several repositories has. */
final class CacheLookup {
  private static final int AT_ONCE = 4;

  private final CommandContext context;
  private final CacheTrust trust;
  private final List<String> places;
  private final Consumer<PlashException> failures;
  private final Set<String> doubted = new HashSet<>();
  private final Registries registries;
  private final Map<String, TaggedRepository> repositories = new LinkedHashMap<>();

  /**
   * A layer that was found.
   *
   * @param number which of the keys it has
   * @param place HOST/REPOSITORY
   * @param repository that repository
   * @param entry the image of the layer
   */
  record Hit(int number, String place, TaggedRepository repository, SharedEntry entry) {}

  /**
   * Looks in {@code places}, each HOST/REPOSITORY, in their order. One that fails is told to {@code failures}.
   *
   * @param trust whose layers are believed; others are as if they were not there
   */
  CacheLookup(CommandContext context, CacheTrust trust, List<String> places, Consumer<PlashException> failures)
      throws PlashException {
    this.context = context;
    this.trust = trust;
    this.places = new ArrayList<>(places);
    this.failures = failures;
    this.registries = RegistryAccess.ofCache(context);
  }

  /** Returns the uppermost layer of {@code keys} that is there, but none below number {@code first}. */
  Optional<Hit> find(List<Digest> keys, int first) throws PlashException {
    int top = keys.size() - 1;
    int wave = 1; // mostly the last layer is there
    while (top >= first) {
      int lowest = Math.max(first, top - wave + 1);
      Optional<Hit> hit = findBetween(keys, lowest, top);
      if (hit.isPresent()) {
        return hit;
      }
      top = lowest - 1;
      wave = AT_ONCE;
    }
    return Optional.empty();
  }

  private Optional<Hit> findBetween(List<Digest> keys, int lowest, int top) throws PlashException {
    Optional<Hit> best = Optional.empty();
    for (String place : List.copyOf(places)) {
      int least = best.isEmpty() ? lowest : best.get().number() + 1;
      List<Integer> numbers = new ArrayList<>();
      for (int i = top; i >= least; i--) {
        numbers.add(i);
      }
      Optional<Hit> hit = found(place, keys, numbers);
      best = hit.isPresent() ? hit : best;
    }
    return best;
  }

  // The first of the numbers whose layer is there.
  private Optional<Hit> found(String place, List<Digest> keys, List<Integer> numbers) throws PlashException {
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    try {
      TaggedRepository repository = repository(place);
      List<Boolean> there =
          AtOnce.map(AT_ONCE, numbers, number -> repository.has(SharedKey.tag(keys.get(number))));
      for (int i = 0; i < numbers.size(); i++) {
        if (there.get(i)) {
          Digest key = keys.get(numbers.get(i));
          SharedEntry entry = SharedEntry.read(repository.reader(), key, Host.machine(context.tool()));
          if (trust.believes(entry)) {
            return Optional.of(new Hit(numbers.get(i), place, repository, entry));
          }
          doubt(place);
        }
      }
    } catch (PlashException e) {
      places.remove(place);
      failures.accept(e);
    }
    return Optional.empty();
  }

  private void doubt(String place) {
    if (doubted.add(place)) {
      context.messages().println(
          "plash: not used are layers of " + place + " that nobody has signed whose key is here");
    }
  }

  private TaggedRepository repository(String place) throws PlashException {
    TaggedRepository known = repositories.get(place);
    if (known == null) {
      known = registries.tagged(RegistryAccess.cachePlace(place), Optional.empty());
      repositories.put(place, known);
    }
    return known;
  }
}
