package io.plash.registry;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.Optional;

/** Reads members of JSON objects of which nobody knows whether they are there. */
final class JsonMembers {
  private JsonMembers() {}

  /** Returns the object that {@code text} is; empty when it is something else. */
  static Optional<JsonObject> object(String text) {
    try {
      return Optional.ofNullable(new Gson().getAdapter(JsonObject.class).fromJson(text));
    } catch (JsonParseException | IOException | IllegalStateException | ClassCastException e) {
      return Optional.empty();
    }
  }

  /** Returns the member {@code name} when it is an object. */
  static Optional<JsonObject> object(JsonObject json, String name) {
    JsonElement member = json.get(name);
    return member != null && member.isJsonObject() ? Optional.of(member.getAsJsonObject()) : Optional.empty();
  }

  /** Returns the member {@code name} when it is a text or a number; else an empty text. */
  static String text(JsonObject json, String name) {
    JsonElement member = json.get(name);
    return member != null && member.isJsonPrimitive() ? member.getAsString() : "";
  }
}
