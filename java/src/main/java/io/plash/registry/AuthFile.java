package io.plash.registry;

import com.google.gson.JsonObject;
import io.plash.failure.PlashException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The logins of one file of docker or podman.
 *
 * @param origin its name, for messages
 * @param json what is in it
 * @param helper asks the programs that it names
 * @param notices is told of a program that cannot be asked
 */
record AuthFile(String origin, JsonObject json, CredentialHelper helper, Consumer<String> notices) {
  private static final String DOCKER_KEY = "https://index.docker.io/v1/";
  private static final String TOKEN_USER = "<token>";

  /**
   * Returns the login for {@code repository} of {@code host}: by a helper for the host, an entry, or the helper of all.
   */
  Optional<Login> find(String host, String repository) throws PlashException {
    Optional<JsonObject> helpers = JsonMembers.object(json, "credHelpers");
    for (String key : hostKeys(host)) {
      String name = helpers.map(known -> JsonMembers.text(known, key)).orElse("");
      if (!name.isEmpty()) {
        return ask(name, key);
      }
    }
    Optional<Login> entry = entry(host, repository);
    String store = JsonMembers.text(json, "credsStore");
    if (entry.isPresent() || store.isEmpty()) {
      return entry;
    }
    for (String key : hostKeys(host)) {
      Optional<Login> kept = ask(store, key);
      if (kept.isPresent()) {
        return kept;
      }
    }
    return Optional.empty();
  }

  private static List<String> hostKeys(String host) {
    return host.equals(ImageReference.DEFAULT_HOST) ? List.of(DOCKER_KEY, host) : List.of(host);
  }

  private Optional<Login> entry(String host, String repository) {
    Optional<JsonObject> entries = JsonMembers.object(json, "auths");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    for (String key : keys(host, repository)) {
      for (String written : entries.get().keySet()) {
        if (bare(written).equals(key)) {
          Optional<Login> login = JsonMembers.object(entries.get(), written).flatMap(this::login);
          if (login.isPresent()) {
            return login;
          }
        }
      }
    }
    return Optional.empty();
  }

  // HOST/REPOSITORY, then without its last parts, and HOST at the end.
  private static List<String> keys(String host, String repository) {
    List<String> keys = new ArrayList<>();
    String key = host + "/" + repository;
    while (!key.equals(host)) {
      keys.add(key);
      key = key.substring(0, key.lastIndexOf('/'));
    }
    keys.add(host);
    return keys;
  }

  // docker writes URLs, of which the host counts.
  private static String bare(String key) {
    if (!key.startsWith("https://") && !key.startsWith("http://")) {
      return key.equals("index.docker.io") ? ImageReference.DEFAULT_HOST : key;
    }
    String rest = key.substring(key.indexOf("//") + 2);
    int slash = rest.indexOf('/');
    return bare(slash < 0 ? rest : rest.substring(0, slash));
  }

  private Optional<Login> login(JsonObject entry) {
    String refresh = JsonMembers.text(entry, "identitytoken");
    String[] named = decoded(JsonMembers.text(entry, "auth"));
    if (!refresh.isEmpty()) {
      return Optional.of(new Login(named[0], refresh, true, origin));
    }
    if (named[0].isEmpty() && named[1].isEmpty()) {
      named = new String[] {JsonMembers.text(entry, "username"), JsonMembers.text(entry, "password")};
    }
    return named[0].isEmpty() && named[1].isEmpty()
        ? Optional.empty() : Optional.of(new Login(named[0], named[1], false, origin));
  }

  // Old versions of docker fill the password up with zero bytes.
  private static String[] decoded(String auth) {
    try {
      String text = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? new String[] {"", ""}
          : new String[] {text.substring(0, colon), text.substring(colon + 1).replaceAll("\0+$", "")};
    } catch (IllegalArgumentException e) {
      return new String[] {"", ""};
    }
  }

  private Optional<Login> ask(String name, String server) {
    String program = "docker-credential-" + name;
    try {
      return helper.get(name, server).flatMap(JsonMembers::object).flatMap(answer -> {
        String user = JsonMembers.text(answer, "Username");
        String secret = JsonMembers.text(answer, "Secret");
        boolean isToken = user.equals(TOKEN_USER) || user.equals("identitytoken");
        return secret.isEmpty() ? Optional.empty() : Optional.of(new Login(user, secret, isToken, program));
      });
    } catch (PlashException e) {
      notices.accept(e.getMessage() + " (" + origin + " names it), going on without a login");
      return Optional.empty();
    }
  }
}
