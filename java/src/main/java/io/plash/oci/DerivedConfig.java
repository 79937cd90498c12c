package io.plash.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
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

  // Where the steps of the image below do not fit its layers, or are none, they are dropped.
  private JsonArray history(JsonArray own) {
    if (!(base.json().get("history") instanceof JsonArray steps)) {
      return own;
    }
    int made = 0;
    for (JsonElement step : steps) {
      if (!(step instanceof JsonObject json)) {
        return own;
      }
      made += madeNoLayer(json) ? 0 : 1;
    }
    if (made != below.size() || own.size() < made) {
      return own;
    }
    JsonArray all = steps.deepCopy();
    for (int i = made; i < own.size(); i++) {
      all.add(own.get(i));
    }
    return all;
  }

  private static boolean madeNoLayer(JsonObject step) {
    return step.get("empty_layer") instanceof JsonPrimitive empty && empty.getAsBoolean();
  }
}
