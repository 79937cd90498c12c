package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.layer.Announcement;
import io.plash.oci.ImageReading;
import io.plash.oci.PulledImage;
import io.plash.oci.PulledImage.Layer;
import io.plash.program.CleanupOnSignal;
import io.plash.registry.Registries;
import io.plash.registry.TaggedRepository;
import io.plash.text.TerminalText;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import io.plash.value.LockLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The images that lock files name, in a shared cache: each is one layer, under a tag with the digest of its files. So
 * nobody has to be believed: what is something else than the lock file says is not taken.
 */
public final class SharedBases {
  private static final String TAG = "t-";

  private final CommandContext context;
  private final CacheSettings settings;
  private final Consumer<PlashException> failures;
  private final Map<Digest, Base> locked = new LinkedHashMap<>();

  /** An image that is here, and what a lock file calls it. */
  public record Base(ContainerId id, String name) {}

  /** Tells {@code failures} why a repository cannot be used. */
  SharedBases(CommandContext context, CacheSettings settings, Consumer<PlashException> failures) {
    this.context = context;
    this.settings = settings;
    this.failures = failures;
  }

  /** Returns the tag of the image whose files have the digest {@code tree}. */
  public static String tag(Digest tree) {
    return TAG + tree.hex();
  }

  /** Is told that {@code id} is the image that {@code line} names. */
  void locked(LockLine line, ContainerId id) throws PlashException {
    if (line.tree().isPresent() && !settings.written().isEmpty()) {
      Digest chain = BaseKey.of(context, id).chain();
      if (chain.equals(line.tree().get())) {
        locked.put(chain, new Base(id, name(line)));
      }
    }
  }

  /** Returns the images that this command was told of, by the digests of their files. */
  public Map<Digest, Base> locked() {
    return locked;
  }

  /**
   * Fetches the image that {@code line} names from the first repository that has it; nothing when none has.
   *
   * @param origin what made it, for people
   */
  Optional<ContainerId> fetch(LockLine line, String origin, Announcement announcement) throws PlashException {
    if (line.tree().isEmpty() || settings.read().isEmpty()) {
      return Optional.empty();
    }
    Registries registries = RegistryAccess.ofCache(context);
    for (String place : settings.read()) {
      try {
        TaggedRepository repository = registries.tagged(RegistryAccess.cachePlace(place), Optional.empty());
        if (repository.has(tag(line.tree().get()))) {
          ContainerId id = fetch(repository, line, origin, announcement);
          context.progress().say(name(line) + " from " + place);
          return Optional.of(id);
        }
      } catch (PlashException e) {
        failures.accept(e);
      } catch (IOException e) {
        failures.accept(PlashException.of("cannot fetch an image from " + place + ": " + IoReason.of(e), e));
      }
    }
    return Optional.empty();
  }

  private static String name(LockLine line) {
    return TerminalText.line(line.source() + " " + line.name());
  }

  private ContainerId fetch(TaggedRepository repository, LockLine line, String origin, Announcement announcement)
      throws PlashException, IOException {
    Digest tree = line.tree().orElseThrow();
    String name = repository.reader().shown() + ":" + tag(tree);
    PulledImage image = ImageReading.read(repository.reader(), name, tag(tree), Host.machine(context.tool()));
    Layer layer = image.layers().get(0);
    if (image.layers().size() != 1 || !layer.diffId().equals(tree)) {
      throw PlashException.of("cannot take " + name + ": it has other files than the lock file names");
    }
    if (line.config().isPresent() && !line.config().get().equals(Digest.of(ImageConfigs.text(image.config())))) {
      throw PlashException.of("cannot take " + name + ": it says something else about programs than the lock file");
    }
    return new LayerFetch(context, repository.reader(), name, new LayerFetch.Naming() {
      @Override
      public String origin(int number) {
        return TerminalText.line(origin) + "\n";
      }

      @Override
      public void describe(Path node) throws IOException {
        if (line.config().isPresent()) { // else what it says is nobody's word
          ImageConfigs.write(node, image.config());
        }
      }

      @Override
      public void put(int number, ContainerId id) throws PlashException {
        try (CleanupOnSignal end = CleanupOnSignal.held(announcement.isLast())) {
          announcement.announce(context, id);
        }
      }
    }).fetch(ContainerId.ROOT, List.of(layer));
  }
}
