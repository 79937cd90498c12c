package io.plash.oci;

import com.google.gson.JsonObject;
import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfig;
import io.plash.imageconfig.ImageJson;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what an image consists of, wherever it lies. Nothing that a repository brings is believed before its digest
 * was compared, and nothing is part of a path or a URL before it was seen to be a digest.
 */
public final class ImageReading {
  private static final String OTHER_TOOL = "copy it by skopeo or docker of today into a new image";

  private final Repository repository;
  private final String name;
  private final Platform machine;

  private ImageReading(Repository repository, String name, Platform machine) {
    this.repository = repository;
    this.name = name;
    this.machine = machine;
  }

  /**
   * Returns the image that {@code reference} (a tag or a digest) names in {@code repository}: the one for this machine,
   * where there are several.
   *
   * @param name what messages call the image
   * @param machine what uname(1) calls this machine
   */
  public static PulledImage read(Repository repository, String name, String reference, String machine)
      throws PlashException {
    ImageReading reading = new ImageReading(repository, name, Platform.of(machine));
    try {
      return reading.image(reference);
    } catch (IOException e) {
      throw PlashException.unwrapping(e, reading.failed());
    }
  }

  private PulledImage image(String reference) throws PlashException, IOException {
    StoredManifest stored = stored(reference);
    JsonFields json = JsonFields.parse(stored.bytes());
    if (isIndex(stored, json)) {
      Descriptor chosen = chosen(json);
      stored = stored(chosen.digestText());
      if (stored.bytes().length != chosen.size()) {
        throw new IOException("its manifest has not the size that its index promises");
      }
      json = JsonFields.parse(stored.bytes());
      if (isIndex(stored, json)) {
        throw refusal("its index names a further index").withHint("name one of its images by digest");
      }
    }
    return image(stored.digest(), json);
  }

  private StoredManifest stored(String reference) throws PlashException, IOException {
    StoredManifest stored = repository.manifest(reference);
    if (reference.startsWith("sha256:") && !stored.digest().equals(JsonFields.digestOf(reference))) {
      throw refusal("what " + repository.shown() + " has for " + reference + " is something else: its digest is "
          + Descriptor.text(stored.digest()));
    }
    return stored;
  }

  // What it is must be said in one way, else it could be one image here and another one elsewhere (CVE-2021-41190).
  private boolean isIndex(StoredManifest stored, JsonFields json) throws PlashException, IOException {
    String outside = stored.mediaType();
    String inside = json.text("mediaType");
    String type = outside.isEmpty() ? inside : outside;
    if (MediaType.isOldManifest(type) || json.number("schemaVersion") == 1) {
      throw refusal("it has the form that images had before 2016 (schema 1)").withHint(OTHER_TOOL);
    }
    if (!outside.isEmpty() && !inside.isEmpty() && !outside.equals(inside)) {
      throw new IOException("its manifest says that it is " + PythonRepr.of(inside) + ", and " + repository.shown()
          + " that it is " + PythonRepr.of(outside));
    }
    if (json.has("manifests") && (json.has("layers") || json.has("config"))) {
      throw new IOException("its manifest is an image and an index as well");
    }
    boolean isIndex = json.has("manifests");
    if (!type.isEmpty() && !(isIndex ? MediaType.isIndex(type) : MediaType.isManifest(type))) {
      throw new IOException("it is no image: " + PythonRepr.of(type));
    }
    return isIndex;
  }

  private Descriptor chosen(JsonFields index) throws PlashException, IOException {
    List<JsonFields> entries = index.objects("manifests");
    Set<String> offered = new TreeSet<>();
    JsonFields best = null;
    Platform found = null;
    for (JsonFields entry : entries) {
      JsonFields json = entry.object("platform").orElse(null);
      if (json == null || !json.text("os").equals("linux")) {
        continue;
      }
      Platform platform = new Platform(json.text("architecture"), json.text("variant"));
      offered.add(platform.shown());
      if (machine.runs(platform) && (found == null || found.variant().compareTo(platform.variant()) < 0)) {
        best = entry;
        found = platform;
      }
    }
    if (best == null && entries.size() == 1 && !entries.get(0).has("platform")) {
      best = entries.get(0);
    }
    if (best == null) {
      String there = offered.isEmpty() ? "no Linux" : String.join(", ", offered);
      throw refusal("it is there for " + there + "; this machine is " + machine.shown());
    }
    return Descriptor.of(best);
  }

  private PulledImage image(Digest manifest, JsonFields json) throws PlashException, IOException {
    JsonFields described = json.object("config").orElse(new JsonFields(new JsonObject()));
    Descriptor config = Descriptor.of(described);
    if (!MediaType.isConfig(config.mediaType())) {
      throw new IOException("it is no image: it is described by " + PythonRepr.of(config.mediaType()));
    }
    List<Descriptor> blobs = new ArrayList<>();
    for (JsonFields layer : json.objects("layers")) {
      blobs.add(layer(layer));
    }
    byte[] text = config(config);
    JsonFields said = JsonFields.parse(text);
    String system = said.text("os");
    if (!system.isEmpty() && !system.equals("linux")) {
      throw refusal("it is there for " + PythonRepr.of(system) + "; this machine runs Linux");
    }
    List<Digest> diffIds = new ArrayList<>();
    for (String id : said.object("rootfs").orElse(said).texts("diff_ids")) {
      diffIds.add(JsonFields.digestOf(id));
    }
    if (diffIds.size() != blobs.size()) {
      throw new IOException("it has " + blobs.size() + " layers, and its configuration tells of " + diffIds.size());
    }
    if (blobs.isEmpty()) {
      throw refusal("it has no layers, so there are no files in it");
    }
    JsonFields annotations = json.object("annotations").orElse(new JsonFields(new JsonObject()));
    return new PulledImage(
        manifest, text, start(text), PulledImage.layers(blobs, diffIds), annotations.allTexts());
  }

  private Descriptor layer(JsonFields json) throws PlashException, IOException {
    String type = json.text("mediaType");
    if (MediaType.isForeignLayer(type)) {
      throw refusal("one of its layers is not in it, but to be had from its maker");
    }
    if (MediaType.isEncryptedLayer(type)) {
      throw refusal("one of its layers is encrypted").withHint("decrypt it: skopeo copy --decryption-key");
    }
    if (!MediaType.isLayer(type)) {
      throw new IOException("it is no image: one of its layers is " + PythonRepr.of(type));
    }
    return Descriptor.of(json);
  }

  private byte[] config(Descriptor config) throws PlashException, IOException {
    if (config.size() > StoredManifest.MAX_BYTES) {
      throw new IOException("its configuration is longer than " + (StoredManifest.MAX_BYTES >> 20) + " MiB");
    }
    try (InputStream blob = repository.blob(config)) {
      return VerifiedInput.of("the configuration of " + PythonRepr.of(name), blob, config).readAllBytes();
    }
  }

  private static ImageConfig start(byte[] text) throws IOException {
    try {
      return ImageJson.ofImage(new StringReader(new String(text, StandardCharsets.UTF_8)));
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IOException("its configuration is none of an image", e);
    }
  }

  private PlashException refusal(String reason) {
    return PlashException.of(failed() + ": " + reason);
  }

  private String failed() {
    return "cannot import " + PythonRepr.of(name);
  }
}
