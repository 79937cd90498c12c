package io.plash.engine;

import io.plash.failure.PlashException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The unix socket at which a docker engine listens. */
public record EngineSocket(Path path) {
  private static final String SCHEME = "unix://";
  private static final int MAX_BYTES = 107; // sun_path in unix(7), less its final NUL

  /**
   * Chooses the socket: the one that DOCKER_HOST or docker's context names, or else the first of docker's, rootless
   * docker's and podman's that the user {@code uid} may use. That there is none is a failure.
   */
  public static EngineSocket choose(Map<String, String> environment, long uid) throws PlashException {
    Optional<EngineSocket> socket = find(environment, uid);
    if (socket.isPresent()) {
      return socket.get();
    }
    List<String> tried = new ArrayList<>();
    usual(environment, uid).forEach(path -> tried.add(path.toString()));
    throw PlashException.of("no docker engine found: there is no socket at " + String.join(", ", tried))
        .withHint("start docker or podman.socket, or set DOCKER_HOST to unix://PATH of its socket");
  }

  /**
   * Chooses the socket as {@code choose} does, or returns nothing when none is named and none is there. That there is
   * one which the user may not use is a failure, and so is a name of something else than a unix socket.
   */
  public static Optional<EngineSocket> find(Map<String, String> environment, long uid) throws PlashException {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (host.isEmpty()) {
      host = DockerContext.host(environment);
    }
    if (!host.isEmpty()) {
      return Optional.of(named(host));
    }
    List<Path> usual = usual(environment, uid);
    for (Path path : usual) {
      if (Files.isWritable(path)) {
        return Optional.of(new EngineSocket(path));
      }
    }
    for (Path path : usual) {
      if (Files.exists(path)) {
        throw denied(path);
      }
    }
    return Optional.empty();
  }

  private static EngineSocket named(String host) throws PlashException {
    if (!host.startsWith(SCHEME) || host.length() == SCHEME.length()) {
      throw PlashException.of("cannot use DOCKER_HOST " + host + ": plash reaches docker by a unix socket only")
          .withHint("set DOCKER_HOST to unix://PATH; for another host: ssh -NL PATH:/var/run/docker.sock HOST");
    }
    Path path = Path.of(host.substring(SCHEME.length()));
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw PlashException.of("cannot use DOCKER_HOST " + host + ": the path of a unix socket has at most "
          + MAX_BYTES + " bytes");
    }
    return new EngineSocket(path);
  }

  private static List<Path> usual(Map<String, String> environment, long uid) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    Path own = Path.of(runtime.isEmpty() ? "/run/user/" + uid : runtime);
    List<Path> usual = new ArrayList<>(List.of(Path.of("/var/run/docker.sock"), own.resolve("docker.sock")));
    usual.add(uid == 0 ? Path.of("/run/podman/podman.sock") : own.resolve("podman/podman.sock"));
    return usual;
  }

  /** Fails unless it exists and the caller may write to it. Whether an engine listens there is not tried. */
  public void requireThere() throws PlashException {
    if (!Files.exists(path)) {
      throw unreachable("No such file or directory");
    }
    if (!Files.isWritable(path)) {
      throw denied(path);
    }
  }

  /** Returns the failure to connect, for the {@code reason} in the words of strerror(3). */
  PlashException unreachable(String reason) {
    return switch (reason) {
      case "Permission denied" -> denied(path);
      case "No such file or directory", "Connection refused" ->
          PlashException.of("cannot reach docker at " + path + ": " + reason.toLowerCase(Locale.ROOT))
              .withHint("is docker running? DOCKER_HOST can be unix://PATH of another socket");
      default -> PlashException.of("cannot reach docker at " + path + ": " + reason);
    };
  }

  private static PlashException denied(Path path) {
    return PlashException.of("cannot reach docker at " + path + ": permission denied")
        .withHint("members of the group docker may use docker's socket; or set DOCKER_HOST to unix://PATH of "
            + "one that you may use, such as podman's of your own (systemctl --user start podman.socket)");
  }
}
