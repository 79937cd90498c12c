package io.plash.engine;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.plash.text.BoundedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * By which digests an image of an engine is known.
 *
 * @param id the engine's own: 64 hexadecimal digits
 * @param places names in registries, each with the digest that the registry knows the image by
 */
public record EngineImage(String id, List<String> places) {
  private static final String NOWHERE = "localhost/"; // where podman puts what was made here
  private static final String SHA256 = "sha256:"; // dockerd writes it, podman does not

  /** Returns such a name where another machine can have the image from; empty when there is none. */
  public String place() {
    for (String place : places) {
      if (!place.startsWith(NOWHERE)) {
        return place;
      }
    }
    return "";
  }

  /** Reads the answer in which the Engine API describes an image. */
  static EngineImage read(Reader answer) throws IOException {
    String id = "";
    List<String> places = new ArrayList<>();
    JsonReader json = new JsonReader(new BoundedReader(answer));
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals("Id") && json.peek() == JsonToken.STRING) {
        id = json.nextString();
      } else if (name.equals("RepoDigests") && json.peek() == JsonToken.BEGIN_ARRAY) {
        json.beginArray();
        while (json.hasNext()) {
          places.add(json.nextString());
        }
        json.endArray();
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    return new EngineImage(id.startsWith(SHA256) ? id.substring(SHA256.length()) : id, List.copyOf(places));
  }
}
