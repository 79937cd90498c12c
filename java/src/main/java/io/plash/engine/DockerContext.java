package io.plash.engine;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The engine that the docker command of this user would talk to: the context that DOCKER_CONTEXT names, or
 * {@code currentContext} of config.json in DOCKER_CONFIG, by default ~/.docker. Contexts lie beside it, in
 * {@code contexts/meta/SHA-256 OF THE NAME/meta.json}.
 */
final class DockerContext {
  private static final String DEFAULT = "default";
  private static final int MAX_BYTES = 1 << 20;

  private DockerContext() {}

  /** What DOCKER_HOST would hold for it; empty for docker's usual socket. */
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

  // Empty where there is no such file or member; docker, too, goes on with a config that it cannot read.
  private static String member(Path file, String... names) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      JsonReader json = new JsonReader(new StringReader(text));
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

  // Goes to the value of a member of the object that comes next.
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
