package io.plash.oci;

import io.plash.failure.PlashException;
import io.plash.oci.PulledImage.Layer;
import io.plash.value.Digest;
import java.io.IOException;
import java.util.List;

/** An image of a shared cache, which is that of one layer and all below it. */
public final class SharedEntry {
  private final Repository repository;
  private final Digest key;
  private final PulledImage image;

  private SharedEntry(Repository repository, Digest key, PulledImage image) {
    this.repository = repository;
    this.key = key;
    this.image = image;
  }

  /**
   * Reads the image of {@code key} in {@code repository}, and refuses one that says to be something else.
   *
   * @param machine what uname(1) calls this machine
   */
  public static SharedEntry read(Repository repository, Digest key, String machine) throws PlashException {
    String tag = SharedKey.tag(key);
    PulledImage image = ImageReading.read(repository, repository.shown() + ":" + tag, tag, machine);
    SharedEntry entry = new SharedEntry(repository, key, image);
    if (!image.annotation(SharedKey.ANNOTATION).equals(key.hex())) {
      throw entry.refusal("it is of another key");
    }
    try {
      JsonFields said = JsonFields.parse(image.configText());
      Platform platform = new Platform(said.text("architecture"), said.text("variant"));
      if (!Platform.of(machine).runs(platform)) {
        throw entry.refusal("it is for " + platform.shown());
      }
    } catch (IOException e) {
      throw PlashException.unwrapping(e, entry.failed());
    }
    return entry;
  }

  /**
   * Returns its layers above those of the image that {@code chain} stands for; there must be {@code count} of them.
   * Their archives below may be others, where the image had to be packed anew.
   *
   * @param below how many layers that image has
   */
  public List<Layer> above(Digest chain, int below, int count) throws PlashException {
    List<Layer> layers = image.layers();
    if (layers.size() != below + count || !image.annotation(SharedKey.BASE_ANNOTATION).equals(chain.hex())) {
      throw refusal("it is built upon something else than this build");
    }
    return layers.subList(below, layers.size());
  }

  /** Returns the key of its uppermost layer, by which it is found. */
  Digest key() {
    return key;
  }

  /** Returns the digest of its configuration. */
  Digest config() {
    return Digest.of(image.configText());
  }

  /** Returns what it says to be its signature; empty when there is none. */
  String signature() {
    return image.annotation(EntrySignature.ANNOTATION);
  }

  private PlashException refusal(String reason) {
    return PlashException.of(failed() + ": " + reason);
  }

  private String failed() {
    return "cannot take an image of " + repository.shown();
  }
}
