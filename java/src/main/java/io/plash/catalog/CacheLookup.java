package io.plash.catalog;

import io.plash.context.AtOnce;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.oci.SharedKey;
import io.plash.registry.Registries;
import io.plash.registry.TaggedRepository;
import io.plash.value.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The search for the uppermost layer that one of several repositories has. */
final class CacheLookup {
  private static final int AT_ONCE = 4;

  private final List<String> places;
  private final Consumer<PlashException> failures;
  private final Registries registries;
  private final Map<String, TaggedRepository> repositories = new LinkedHashMap<>();

  /**
   * A layer that was found.
   *
   * @param number which of the keys it has
   * @param place HOST/REPOSITORY
   * @param repository that repository
   */
  record Hit(int number, String place, TaggedRepository repository) {}

  /** Looks in {@code places}, each HOST/REPOSITORY, in their order. One that fails is told to {@code failures}. */
  CacheLookup(CommandContext context, List<String> places, Consumer<PlashException> failures) throws PlashException {
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
    List<Hit> best = new ArrayList<>();
    for (String place : List.copyOf(places)) {
      int least = best.isEmpty() ? lowest : best.get(0).number() + 1;
      List<Integer> numbers = new ArrayList<>();
      for (int i = top; i >= least; i--) {
        numbers.add(i);
      }
      for (Hit hit : found(place, keys, numbers)) {
        if (best.isEmpty() || hit.number() > best.get(0).number()) {
          best.clear();
          best.add(hit);
        }
      }
    }
    return best.stream().findFirst();
  }

  private List<Hit> found(String place, List<Digest> keys, List<Integer> numbers) throws PlashException {
    if (numbers.isEmpty()) {
      return List.of();
    }
    try {
      TaggedRepository repository = repository(place);
      List<Boolean> there =
          AtOnce.map(AT_ONCE, numbers, number -> repository.has(SharedKey.tag(keys.get(number))));
      List<Hit> hits = new ArrayList<>();
      for (int i = 0; i < numbers.size(); i++) {
        if (there.get(i)) {
          hits.add(new Hit(numbers.get(i), place, repository));
        }
      }
      return hits;
    } catch (PlashException e) {
      places.remove(place);
      failures.accept(e);
      return List.of();
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
