package io.plash.oci;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object that somebody else wrote. Its members are asked for by name and kind; one of another kind is an
 * IOException, and one that is null is as none.
 */
record JsonFields(JsonObject json) {
  private static final String DIGEST = "sha256:[0-9a-f]{64}";
  private static final int PREFIX = "sha256:".length();

  /** Reads the object that {@code text} is. */
  static JsonFields parse(byte[] text) throws IOException {
    try {
      JsonObject json =
          new Gson().getAdapter(JsonObject.class).fromJson(new String(text, StandardCharsets.UTF_8));
      if (json != null) {
        return new JsonFields(json);
      }
    } catch (JsonParseException | IllegalStateException | NumberFormatException | IOException e) {
      throw new IOException("it is no JSON object", e);
    }
    throw new IOException("it is no JSON object");
  }

  /** Tells whether there is a member {@code name}. */
  boolean has(String name) {
    return member(name).isPresent();
  }

  /** Returns the text {@code name}; empty when there is none. */
  String text(String name) throws IOException {
    Optional<JsonElement> member = member(name);
    return member.isPresent() ? textOf(name, member.get()) : "";
  }

  /** Returns the whole number {@code name}; -1 when there is none. */
  long number(String name) throws IOException {
    Optional<JsonElement> member = member(name);
    if (member.isEmpty()) {
      return -1;
    }
    try {
      if (member.get() instanceof JsonPrimitive number && number.isNumber()) {
        return Long.parseLong(number.getAsString());
      }
    } catch (NumberFormatException e) {
      throw new IOException("its " + name + " is no whole number", e);
    }
    throw new IOException("its " + name + " is no number");
  }

  /** Returns the digest {@code name}, which must be there. */
  Digest digest(String name) throws IOException {
    return digestOf(text(name));
  }

  /** Returns the digest that {@code text} is, if it is one of the kind that can be part of a path. */
  static Digest digestOf(String text) throws IOException {
    if (!text.matches(DIGEST)) {
      throw new IOException("it names a part by " + (text.isEmpty() ? "no digest" : "a digest that is no sha256:HEX"));
    }
    return new Digest(text.substring(PREFIX));
  }

  /** Returns the object {@code name}. */
  Optional<JsonFields> object(String name) throws IOException {
    Optional<JsonElement> member = member(name);
    return member.isPresent() ? Optional.of(objectOf(name, member.get())) : Optional.empty();
  }

  /** Returns the objects of the array {@code name}; none when it is not there. */
  List<JsonFields> objects(String name) throws IOException {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonElement element : array(name)) {
      objects.add(objectOf(name, element));
    }
    return objects;
  }

  /** Returns the texts of the array {@code name}; none when it is not there. */
  List<String> texts(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array(name)) {
      texts.add(textOf(name, element));
    }
    return texts;
  }

  /** Returns all members that are texts, by their names. */
  Map<String, String> allTexts() {
    Map<String, String> texts = new HashMap<>();
    for (String name : json.keySet()) {
      if (json.get(name) instanceof JsonPrimitive text && text.isString()) {
        texts.put(name, text.getAsString());
      }
    }
    return texts;
  }

  private JsonArray array(String name) throws IOException {
    Optional<JsonElement> member = member(name);
    if (member.isEmpty()) {
      return new JsonArray();
    }
    if (member.get() instanceof JsonArray array) {
      return array;
    }
    throw new IOException("its " + name + " is no array");
  }

  private Optional<JsonElement> member(String name) {
    return Optional.ofNullable(json.get(name)).filter(member -> !member.isJsonNull());
  }

  private static String textOf(String name, JsonElement element) throws IOException {
    if (element instanceof JsonPrimitive text && text.isString()) {
      return text.getAsString();
    }
    throw new IOException("its " + name + " is no text");
  }

  private static JsonFields objectOf(String name, JsonElement element) throws IOException {
    if (element instanceof JsonObject object) {
      return new JsonFields(object);
    }
    throw new IOException("its " + name + " is no object");
  }
}
