package io.plash.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.plash.imageconfig.ImageConfig;
import io.plash.value.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image in the words of the OCI image format: its configuration and its manifest.
 *
 * @param config how programs are started in it
 * @param machine what uname(1) calls the machine that it is for
 * @param created when its newest layer was made
 * @param layers its layers, the lowest first
 */
public record OciImage(ImageConfig config, String machine, Instant created, List<Layer> layers) {
  /**
   * A layer.
   *
   * @param blob its archive as it is stored
   * @param diffId the digest of the archive before it was compressed
   */
  public record Layer(Descriptor blob, Digest diffId) {
    /** Returns it with the type {@code mediaType}, if it is compressed in that way. */
    public Optional<Layer> as(String mediaType) {
      String way = mediaType.substring(mediaType.lastIndexOf('+') + 1);
      return blob.mediaType().endsWith(way)
          ? Optional.of(new Layer(new Descriptor(mediaType, blob.digest(), blob.size()), diffId)) : Optional.empty();
    }
  }

  /** Returns the configuration as JSON text. */
  public String configJson() {
    return fullConfig().toString();
  }

  // Nothing of scripts is in it, since these may hold what is secret.
  JsonObject fullConfig() {
    JsonObject json = new JsonObject();
    String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
    json.addProperty("created", time);
    Platform.of(machine).addTo(json);
    json.add("config", startJson());
    JsonObject tree = new JsonObject();
    tree.addProperty("type", "layers");
    JsonArray diffs = new JsonArray();
    JsonArray history = new JsonArray();
    for (Layer layer : layers) {
      diffs.add(Descriptor.text(layer.diffId()));
      JsonObject step = new JsonObject();
      step.addProperty("created", time);
      step.addProperty("created_by", "plash");
      history.add(step);
    }
    tree.add("diff_ids", diffs);
    json.add("rootfs", tree);
    json.add("history", history);
    return json;
  }

  /** Returns the JSON of the manifest, which names the configuration by {@code stored}. */
  public String manifestJson(Descriptor stored) {
    return manifestJson(stored, Map.of());
  }

  /** Returns the same with {@code annotations}. */
  public String manifestJson(Descriptor stored, Map<String, String> annotations) {
    JsonObject json = new JsonObject();
    json.addProperty("schemaVersion", 2);
    json.addProperty("mediaType", MediaType.MANIFEST);
    json.add("config", stored.json());
    JsonArray blobs = new JsonArray();
    layers.forEach(layer -> blobs.add(layer.blob().json()));
    json.add("layers", blobs);
    if (!annotations.isEmpty()) {
      JsonObject said = new JsonObject();
      new TreeMap<>(annotations).forEach(said::addProperty);
      json.add("annotations", said);
    }
    return json.toString();
  }

  private JsonObject startJson() {
    JsonObject json = new JsonObject();
    addWords(json, "Env", config.environment());
    addWords(json, "Entrypoint", config.entrypoint());
    addWords(json, "Cmd", config.command());
    if (!config.workingDirectory().isEmpty()) {
      json.addProperty("WorkingDir", config.workingDirectory());
    }
    return json;
  }

  private static void addWords(JsonObject json, String name, List<String> words) {
    if (!words.isEmpty()) {
      JsonArray array = new JsonArray();
      words.forEach(array::add);
      json.add(name, array);
    }
  }
}
