package io.plash.engine;

import com.google.gson.Strictness;
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
 * What an engine tells while it pulls or stores an image: JSON objects one after the other, each with
 * some texts. The status of the answer was sent before all that; a failure is an object with {@code error}.
 */
final class Report implements Closeable {
  private final BoundedReader text;
  private final JsonReader json;
  private boolean begun;

  private Report(Reader text) {
    this.text = new BoundedReader(text);
    this.json = new JsonReader(this.text);
    json.setStrictness(Strictness.LENIENT); // several values
  }

  /** The objects that {@code body} holds; they can be read as they come. */
  static Report of(InputStream body) {
    return new Report(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** The member {@code name}, a text, of the one object in {@code text}; empty when that is something else. */
  static Optional<String> member(String text, String name) {
    try (Report report = new Report(new StringReader(text))) {
      return report.next().map(members -> members.get(name));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The members of the next object that are texts; empty at the end. */
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
