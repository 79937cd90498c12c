package io.plash.engine;

import com.google.gson.stream.JsonWriter;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.http.Answer;
import io.plash.http.HttpConnection;
import io.plash.http.Request;
import io.plash.http.Upload;
import io.plash.imageconfig.ImageConfig;
import io.plash.imageconfig.ImageJson;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks the Docker Engine API, as far as images come and go by it, with dockerd or {@code podman system service}.
 * Where these differ, a comment says so. Paths have no version, so each engine takes them as its newest.
 */
public final class DockerEngine {
  private static final int NOT_FOUND = 404;
  private static final int DEFAULT_SECONDS = 60;

  /** The timeout of requests for which the engine copies whole images before it answers. */
  private static final int LONG_SECONDS = 1800;

  private final EngineSocket socket;
  private final int seconds;
  private boolean podman;

  private DockerEngine(EngineSocket socket, int seconds) {
    this.socket = socket;
    this.seconds = seconds;
  }

  /**
   * Finds the engine that {@code environment} means to the user {@code uid}, and asks it whether it is one.
   * DOCKER_CLIENT_TIMEOUT is the number of seconds that it may take to answer.
   */
  public static DockerEngine find(Map<String, String> environment, long uid) throws PlashException {
    EngineSocket socket = EngineSocket.choose(environment, uid);
    DockerEngine engine = new DockerEngine(socket, seconds(environment.getOrDefault("DOCKER_CLIENT_TIMEOUT", "")));
    engine.ping();
    return engine;
  }

  private static int seconds(String text) throws PlashException {
    int seconds = 0;
    try {
      seconds = text.isEmpty() ? DEFAULT_SECONDS : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      seconds = 0;
    }
    if (seconds <= 0 || seconds > LONG_SECONDS) {
      throw PlashException.of(
          "DOCKER_CLIENT_TIMEOUT must be 1 to " + LONG_SECONDS + " seconds, not " + PythonRepr.of(text));
    }
    return seconds;
  }

  private void ping() throws PlashException {
    String what = "cannot talk to docker";
    try (Answer answer = ask("GET", "/_ping", seconds)) {
      if (answer.succeeded() && answer.field("Api-Version").isEmpty()) {
        throw failure(what, "what listens there is no docker engine: its answer has no Api-Version");
      }
      require(what, answer);
      podman = !answer.field("Libpod-Api-Version").isEmpty();
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  /** Returns what {@code image} says about starting programs; empty when the engine does not have the image. */
  public Optional<ImageConfig> image(String image) throws PlashException {
    return inspect(image, ImageJson::inspected);
  }

  /** Returns by which digests {@code image} is known; empty when the engine does not have the image. */
  public Optional<EngineImage> identity(String image) throws PlashException {
    return inspect(image, EngineImage::read);
  }

  /** Reads what an engine tells about an image. */
  private interface Reading<T> {
    T read(Reader answer) throws IOException;
  }

  private <T> Optional<T> inspect(String image, Reading<T> reading) throws PlashException {
    String what = "cannot look for the image " + PythonRepr.of(image);
    try (Answer answer = ask("GET", "/images/" + RequestPath.image(image) + "/json", seconds)) {
      if (answer.status() == NOT_FOUND) {
        return Optional.empty();
      }
      require(what, answer);
      return Optional.of(reading.read(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw failure(what, e);
    } catch (IllegalStateException e) {
      throw failure(what, "what it answers is not what is told of an image");
    }
  }

  /** Has the engine fetch {@code image} from its registry. */
  public void pull(String image) throws PlashException {
    String what = "cannot pull the image " + PythonRepr.of(image);
    String target = "/images/create?" + RequestPath.query("fromImage", RequestPath.tagged(image));
    try (Answer answer = ask("POST", target, LONG_SECONDS)) {
      require(what, answer);
      readProgress(what, answer);
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  /** Has the engine make a container called {@code name} of {@code image}, without starting it. */
  void create(String image, String name) throws PlashException {
    String what = "cannot make a docker container of the image " + PythonRepr.of(image);
    String target = "/containers/create?" + RequestPath.query("name", name);
    Request.Body body = new Request.Body("application/json", -1,
        out -> out.write(creation(image).getBytes(StandardCharsets.UTF_8)));
    try (Answer answer = send(target, body)) {
      require(what, answer);
      answer.text();
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  // It names a command, since no container can be made of an image that has none.
  private static String creation(String image) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("Image").value(image);
      json.name("Cmd").beginArray().value("true").endArray();
      json.endObject();
    }
    return text.toString();
  }

  /** Returns an answer with the files of the container {@code name} as a tar archive; the caller closes it. */
  Answer export(String name) throws PlashException {
    String what = "cannot export the docker container " + name;
    try {
      Answer answer = ask("GET", "/containers/" + name + "/export", LONG_SECONDS);
      require(what, answer);
      return answer;
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  /** Has the engine delete the container {@code name}. That there is none is no failure. */
  void remove(String name) throws PlashException {
    String what = "cannot delete the docker container " + name;
    try (Answer answer = ask("DELETE", "/containers/" + name + "?force=1&v=1", LONG_SECONDS)) {
      if (answer.status() != NOT_FOUND) {
        require(what, answer);
      }
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  /**
   * Has the engine make an image called {@code name} of the tar archive that {@code archive} writes, and returns the
   * id of the image.
   */
  public String store(String name, ImageConfig config, Upload archive) throws PlashException {
    String what = "cannot make the docker image " + PythonRepr.of(name);
    RequestPath.image(name);
    // podman knows no tag beside repo; dockerd takes `changes` only with this type.
    StringBuilder target = new StringBuilder("/images/create?fromSrc=-&");
    target.append(RequestPath.query("repo", RequestPath.tagged(name)));
    Request.Body body = new Request.Body("application/x-tar", -1, archive);
    try {
      for (String line : new DockerfileLines(config, podman).lines()) {
        target.append('&').append(RequestPath.query("changes", line));
      }
      try (Answer answer = send(target.toString(), body)) {
        require(what, answer);
        return readProgress(what, answer);
      }
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  private Answer ask(String method, String target, int patience) throws IOException, PlashException {
    return connect(patience).ask(request(method, target));
  }

  private Answer send(String target, Request.Body body) throws IOException, PlashException {
    return connect(LONG_SECONDS).ask(request("POST", target).with(body));
  }

  private static Request request(String method, String target) {
    return Request.of(method, target).with("Host", "docker").with("User-Agent", "plash").with("Connection", "close");
  }

  // Each request has a connection of its own, so that threads need not wait for each other. It ends with the answer.
  private HttpConnection connect(int patience) throws IOException {
    return HttpConnection.over(TimedUnixSocket.connect(socket.path(), patience));
  }

  // Every engine puts its reason into the member message.
  private void require(String what, Answer answer) throws PlashException, IOException {
    if (!answer.succeeded()) {
      String status = "status " + answer.status() + " " + answer.phrase();
      throw failure(what, JsonProgress.member(answer.text(), "message").orElse(status));
    }
  }

  // The status 200 was sent before the work began. Returns the last status that was told.
  private String readProgress(String what, Answer answer) throws PlashException, IOException {
    String last = "";
    try (JsonProgress progress = JsonProgress.of(answer.body())) {
      for (var next = progress.next(); next.isPresent(); next = progress.next()) {
        if (next.get().containsKey("error")) {
          throw failure(what, next.get().get("error"));
        }
        last = next.get().getOrDefault("status", last);
      }
    }
    return last;
  }

  private PlashException failure(String what, IOException cause) {
    String reason = IoReason.of(cause);
    return cause instanceof ConnectException ? socket.unreachable(reason) : failure(what, reason);
  }

  private PlashException failure(String what, String reason) {
    return PlashException.of(what + " (" + socket.path() + "): " + TerminalText.line(reason.strip()));
  }
}
