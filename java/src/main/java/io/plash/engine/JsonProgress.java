package io.plash.engine;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.plash.http.AnswerException;
import io.plash.text.BoundedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what an engine tells while it pulls or stores an image: JSON objects, one after the other. The status of the
 * answer was sent before the work began, so a failure is told by an object with the member {@code error}.
 */
final class JsonProgress implements Closeable {
  private final BoundedReader text;
  private final JsonReader json;
  private boolean begun;

  @SuppressWarnings("deprecation") // setStrictness came with gson 2.11; Debian 12 has 2.10
  private JsonProgress(Reader text) {
    this.text = new BoundedReader(text);
    this.json = new JsonReader(this.text);
    json.setLenient(true); // it takes one value after the other
  }

  /** Reads the objects in {@code body} as they come. Closing this closes {@code body}. */
  static JsonProgress of(InputStream body) {
    return new JsonProgress(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** Returns the member {@code name} of the JSON object {@code text}; empty when there is no such text. */
  static Optional<String> member(String text, String name) {
    try (JsonProgress object = new JsonProgress(new StringReader(text))) {
      return object.next().map(members -> members.get(name));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns those members of the next object that are texts; empty at the end. Something else than JSON objects, or
   * an end in the middle of one, is a failure.
   */
  Optional<Map<String, String>> next() throws IOException {
    text.restart();
    try {
      if (json.peek() == JsonToken.END_DOCUMENT) {
        return Optional.empty();
      }
      begun = true;
      Map<String, String> members = new HashMap<>();
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (json.peek() == JsonToken.STRING) {
          members.put(name, json.nextString());
        } else {
          json.skipValue();
        }
      }
      json.endObject();
      return Optional.of(members);
    } catch (MalformedJsonException | IllegalStateException e) {
      throw new ProtocolException("what it answers is not JSON");
    } catch (EOFException e) {
      if (begun) {
        throw AnswerException.cut();
      }
      return Optional.empty(); // nothing at all: gson wants at least one value
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
