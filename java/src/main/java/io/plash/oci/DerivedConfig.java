package io.plash.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of an image that rests on another one of the OCI format, of which it keeps all that plash knows
 * nothing of: labels, ports, the user, and how the layers came about.
 */
public final class DerivedConfig {
  private final byte[] text;
  private final JsonFields base;
  private final List<Digest> below = new ArrayList<>();

  /** Reads {@code text}, the configuration of the image below. */
  public DerivedConfig(byte[] text) throws IOException {
    this.text = text.clone();
    this.base = JsonFields.parse(text);
    for (String diffId : base.object("rootfs").orElse(base).texts("diff_ids")) {
      below.add(JsonFields.digestOf(diffId));
    }
  }

  /** Returns the configuration of {@code image}; the same bytes, when it has the same layers. */
  public byte[] of(OciImage image) throws IOException {
    List<Digest> layers = image.layers().stream().map(OciImage.Layer::diffId).toList();
    if (layers.equals(below)) {
      return text.clone();
    }
    JsonObject own = image.fullConfig();
    JsonObject json = base.json().deepCopy();
    json.add("created", own.get("created"));
    json.add("rootfs", own.get("rootfs"));
    json.add("history", history(own.getAsJsonArray("history")));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  // A step that made no layer says so. Where the steps of the image below do not fit its layers, they are dropped.
  private JsonArray history(JsonArray own) throws IOException {
    List<JsonFields> steps = base.objects("history");
    int made = 0;
    for (JsonFields step : steps) {
      made += step.has("empty_layer") && step.json().get("empty_layer").getAsBoolean() ? 0 : 1;
    }
    if (made != below.size() || own.size() < made) {
      return own;
    }
    JsonArray all = new JsonArray();
    steps.forEach(step -> all.add(step.json()));
    for (int i = made; i < own.size(); i++) {
      all.add(own.get(i));
    }
    return all;
  }
}
