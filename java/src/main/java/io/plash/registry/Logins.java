package io.plash.registry;

import com.google.gson.JsonObject;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds logins where docker and podman keep them (containers-auth.json(5)): in files, and with the programs that these
 * name. It reads them when it is asked, and keeps nothing.
 */
public final class Logins {
  private static final String ONLY = "REGISTRY_AUTH_FILE";
  private static final String GIVEN = "DOCKER_AUTH_CONFIG";

  private final Map<String, String> environment;
  private final long uid;
  private final CredentialHelper helper;
  private final Consumer<String> notices;

  /**
   * Looks where the variables of {@code environment} and the user {@code uid} have their files. That a helper cannot be
   * asked is told to {@code notices}, since many an image needs no login.
   */
  public Logins(Map<String, String> environment, long uid, CredentialHelper helper, Consumer<String> notices) {
    this.environment = environment;
    this.uid = uid;
    this.helper = helper;
    this.notices = notices;
  }

  /** Returns the login for {@code repository} of the registry {@code host}. */
  Optional<Login> find(String host, String repository) throws PlashException {
    for (Path file : files()) {
      if (Files.exists(file)) {
        Optional<Login> found = new AuthFile(file.toString(), read(file), helper, notices).find(host, repository);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    String given = variable(ONLY).isEmpty() ? variable(GIVEN) : "";
    return given.isEmpty()
        ? Optional.empty()
        : new AuthFile(GIVEN, json(GIVEN, given), helper, notices).find(host, repository);
  }

  /** Returns the files that may hold logins; the first one that has an entry counts. */
  List<Path> files() {
    if (!variable(ONLY).isEmpty()) {
      return List.of(Path.of(variable(ONLY)));
    }
    List<Path> files = new ArrayList<>();
    String runtime = variable("XDG_RUNTIME_DIR");
    files.add(Path.of(runtime.isEmpty() ? "/run/containers/" + uid : runtime + "/containers", "auth.json"));
    addIn(files, "XDG_CONFIG_HOME", ".config", "containers/auth.json");
    addIn(files, "DOCKER_CONFIG", ".docker", "config.json");
    return files;
  }

  private void addIn(List<Path> files, String variable, String inHome, String name) {
    if (!variable(variable).isEmpty()) {
      files.add(Path.of(variable(variable), name));
    } else if (!variable("HOME").isEmpty()) {
      files.add(Path.of(variable("HOME"), inHome, name));
    }
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  private static JsonObject read(Path file) throws PlashException {
    try {
      return json(file.toString(), SmallFile.read(file));
    } catch (IOException e) {
      throw PlashException.of("cannot read the logins in " + file + ": " + IoReason.of(e, file), e);
    }
  }

  // An empty file is what people make to have no logins. Nothing of the text may get into a message.
  private static JsonObject json(String origin, String text) throws PlashException {
    if (text.isBlank()) {
      return new JsonObject();
    }
    return JsonMembers.object(text).orElseThrow(
        () -> PlashException.of("cannot read the logins in " + origin + ": it is not JSON"));
  }
}
