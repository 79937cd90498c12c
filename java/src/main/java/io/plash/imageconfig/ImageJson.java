package io.plash.imageconfig;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.plash.text.BoundedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON of image configurations: an object with the members Env, WorkingDir, Entrypoint and Cmd, named and typed as
 * in the Engine API and in the OCI image format.
 */
public final class ImageJson {
  private ImageJson() {}

  /** Reads the JSON that {@link #write} makes. */
  public static ImageConfig read(String text) throws IOException {
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      return config(json);
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IOException("it is not the JSON of an image's config", e);
    }
  }

  /** Reads the member Config of the answer in which the Engine API describes an image. */
  public static ImageConfig inspected(Reader answer) throws IOException {
    return member("Config", answer);
  }

  /** Reads the member config of the configuration of an image, as the OCI image format has it. */
  public static ImageConfig ofImage(Reader text) throws IOException {
    return member("config", text);
  }

  private static ImageConfig member(String name, Reader answer) throws IOException {
    ImageConfig config = ImageConfig.NONE;
    JsonReader json = new JsonReader(new BoundedReader(answer));
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals(name) && json.peek() != JsonToken.NULL) {
        config = config(json);
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    return config;
  }

  private static ImageConfig config(JsonReader json) throws IOException {
    List<String> environment = List.of();
    List<String> entrypoint = List.of();
    List<String> command = List.of();
    String directory = "";
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "Env" -> environment = words(json);
        case "Entrypoint" -> entrypoint = words(json);
        case "Cmd" -> command = words(json);
        case "WorkingDir" -> directory = text(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new ImageConfig(environment, directory, entrypoint, command);
  }

  private static String text(JsonReader json) throws IOException {
    if (json.peek() == JsonToken.STRING) {
      return word(json);
    }
    json.skipValue();
    return "";
  }

  // No argument and no variable can hold a NUL, and half of a surrogate pair is no character.
  private static String word(JsonReader json) throws IOException {
    String word = json.nextString();
    if (word.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(word)) {
      throw new ProtocolException("the image's config holds text that no program can be given");
    }
    return word;
  }

  // Go writes null for an empty list.
  private static List<String> words(JsonReader json) throws IOException {
    List<String> words = new ArrayList<>();
    if (json.peek() != JsonToken.BEGIN_ARRAY) {
      json.skipValue();
      return List.of();
    }
    json.beginArray();
    while (json.hasNext()) {
      words.add(word(json));
    }
    json.endArray();
    return List.copyOf(words);
  }

  /** Returns the configuration as one line of JSON. */
  public static String write(ImageConfig config) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      writeWords(json.name("Env"), config.environment());
      json.name("WorkingDir").value(config.workingDirectory());
      writeWords(json.name("Entrypoint"), config.entrypoint());
      writeWords(json.name("Cmd"), config.command());
      json.endObject();
    }
    return text.append('\n').toString();
  }

  /** Writes a list of words to {@code json}, as an array. */
  public static void writeWords(JsonWriter json, List<String> words) throws IOException {
    json.beginArray();
    for (String word : words) {
      json.value(word);
    }
    json.endArray();
  }
}
