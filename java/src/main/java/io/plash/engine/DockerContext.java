package io.plash.engine;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.plash.failure.PlashException;
import io.plash.text.SmallFile;
import io.plash.value.Digest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds the engine that the docker command of this user would talk to. Its context is the one that DOCKER_CONTEXT
 * names, or else {@code currentContext} in the file config.json of the folder DOCKER_CONFIG, by default ~/.docker.
 * The contexts lie in that folder, too, as {@code contexts/meta/SHA-256 OF THE NAME/meta.json}.
 */
final class DockerContext {
  private static final String DEFAULT = "default";

  private DockerContext() {}

  /** Returns what DOCKER_HOST would have to be for it; empty when it is docker's usual socket. */
  static String host(Map<String, String> environment) throws PlashException {
    Path folder = folder(environment);
    String name = environment.getOrDefault("DOCKER_CONTEXT", "");
    if (name.isEmpty()) {
      name = member(folder.resolve("config.json"), "currentContext");
    }
    if (name.isEmpty() || name.equals(DEFAULT)) {
      return "";
    }
    String hashed = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
    Path meta = folder.resolve("contexts/meta").resolve(hashed).resolve("meta.json");
    String host = member(meta, "Endpoints", "docker", "Host");
    if (host.isEmpty()) {
      throw PlashException.of("docker's context " + name + " names no engine: there is none of that name in " + folder)
          .withHint("`docker context ls` lists them; set DOCKER_HOST or DOCKER_CONTEXT");
    }
    return host;
  }

  private static Path folder(Map<String, String> environment) {
    String folder = environment.getOrDefault("DOCKER_CONFIG", "");
    return folder.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".docker") : Path.of(folder);
  }

  // Empty when there is no such file or member. Docker, too, goes on when it cannot read its config.
  private static String member(Path file, String... names) {
    try {
      JsonReader json = new JsonReader(new StringReader(SmallFile.read(file)));
      for (String name : names) {
        if (!enter(json, name)) {
          return "";
        }
      }
      return json.peek() == JsonToken.STRING ? json.nextString() : "";
    } catch (IOException | IllegalStateException e) {
      return "";
    }
  }

  // Goes to the value of the member `name` of the object that comes next; false when there is none.
  private static boolean enter(JsonReader json, String name) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals(name)) {
        return true;
      }
      json.skipValue();
    }
    return false;
  }
}
