package io.plash.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of logins as docker and podman write them. */
class LoginsTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private CredentialHelper helper = (name, server) -> Optional.empty();

  @BeforeEach
  void home() {
    environment.put("HOME", folder.toString());
    environment.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
  }

  private static String entry(String host, String login) {
    String auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return "\"" + host + "\":{\"auth\":\"" + auth + "\"}";
  }

  private Path write(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, json);
  }

  private Path auths(String name, String... entries) throws IOException {
    return write(name, "{\"auths\":{" + String.join(",", entries) + "}}");
  }

  private Optional<Login> find(String host, String repository) throws PlashException {
    return new Logins(environment, 7, (name, server) -> {
      asked.add(name + " " + server);
      return helper.get(name, server);
    }, notices::add).find(host, repository);
  }

  private String found(String host, String repository) throws PlashException {
    return find(host, repository).map(login -> login.user() + ":" + login.secret()).orElse("");
  }

  @Test
  void find_inSeveralFiles_firstCounts() throws Exception {
    auths(".docker/config.json", entry("a.example", "docker:1"), entry("b.example", "docker:2"));
    assertEquals("docker:1", found("a.example", "x"));
    auths(".config/containers/auth.json", entry("a.example", "config:1"));
    assertEquals("config:1", found("a.example", "x"));
    auths("run/containers/auth.json", entry("a.example", "run:1"));
    assertEquals("run:1", found("a.example", "x"));
    assertEquals("docker:2", found("b.example", "x"));
    environment.put("DOCKER_AUTH_CONFIG",
        "{\"auths\":{" + entry("a.example", "given:1") + "," + entry("c", "given:3") + "}}");
    assertEquals("run:1", found("a.example", "x"));
    assertEquals("given:3", found("c", "x"));
    environment.put("REGISTRY_AUTH_FILE", auths("only", entry("b.example", "only:2")).toString());
    assertEquals("", found("a.example", "x"));
    assertEquals("", found("c", "x"));
    assertEquals("only:2", found("b.example", "x"));
  }

  @Test
  void files_withoutRuntimeDirectory_areThoseOfTheUser() {
    environment.remove("XDG_RUNTIME_DIR");
    assertEquals(Path.of("/run/containers/7/auth.json"),
        new Logins(environment, 7, helper, notices::add).files().get(0));
  }

  @Test
  void find_longestNameCounts() throws Exception {
    auths(".docker/config.json", entry("a.example", "host:1"), entry("a.example/team", "team:2"),
        entry("a.example/team/tool", "tool:3"));
    assertEquals("tool:3", found("a.example", "team/tool"));
    assertEquals("team:2", found("a.example", "team/other"));
    assertEquals("host:1", found("a.example", "teams/tool"));
    assertEquals("", found("a.example:5000", "team/tool"));
  }

  @Test
  void find_dockerIo_hasSeveralNames() throws Exception {
    auths(".docker/config.json", entry("https://index.docker.io/v1/", "hub:1"));
    assertEquals("hub:1", found("docker.io", "library/debian"));
    auths(".docker/config.json", entry("https://a.example/v2/", "a:1"), entry("docker.io", "hub:2"));
    assertEquals("hub:2", found("docker.io", "library/debian"));
    assertEquals("a:1", found("a.example", "x"));
  }

  @Test
  void find_password_mayHoldColonsAndEndInZeros() throws Exception {
    auths(".docker/config.json", entry("a.example", "u:p:w\0\0"));
    assertEquals("u:p:w", found("a.example", "x"));
  }

  @Test
  void find_identityToken_isRefreshToken() throws Exception {
    write(".docker/config.json", "{\"auths\":{\"a.example\":{\"auth\":\"MDA6\",\"identitytoken\":\"t\"}}}");
    assertTrue(find("a.example", "x").orElseThrow().isRefreshToken());
    assertEquals("00:t", found("a.example", "x"));
  }

  @Test
  void find_helpers_areAskedForTheirHosts() throws Exception {
    helper = (name, server) -> name.equals("one") ? Optional.of("{\"Username\":\"h\",\"Secret\":\"1\"}")
        : server.equals("t.example") ? Optional.of("{\"Username\":\"<token>\",\"Secret\":\"2\"}") : Optional.empty();
    write(".docker/config.json", "{\"credHelpers\":{\"a.example\":\"one\"},\"credsStore\":\"all\",\"auths\":{"
        + entry("a.example", "no:1") + "," + entry("b.example", "yes:1") + ",\"t.example\":{}}}");
    assertEquals("h:1", found("a.example", "x"));
    assertEquals("yes:1", found("b.example", "x"));
    assertEquals(List.of("one a.example"), asked);
    assertTrue(find("t.example", "x").orElseThrow().isRefreshToken());
    assertEquals("", found("docker.io", "x"));
    assertEquals(List.of("one a.example", "all t.example", "all https://index.docker.io/v1/", "all docker.io"), asked);
  }

  @Test
  void find_helperThatIsNotThere_isNoFailure() throws Exception {
    helper = (name, server) -> {
      throw PlashException.of("cannot start docker-credential-" + name);
    };
    write(".docker/config.json", "{\"credsStore\":\"gone\"}");
    assertEquals("", found("a.example", "x"));
    assertTrue(notices.get(0).startsWith("cannot start docker-credential-gone"), notices.toString());
  }

  @Test
  void find_damagedFile_isToldWithoutItsText() throws Exception {
    write(".docker/config.json", "{\"auths\": s3cret");
    PlashException failure = assertThrows(PlashException.class, () -> find("a.example", "x"));
    assertTrue(failure.getMessage().endsWith("config.json: it is not JSON"), failure.getMessage());
    write(".docker/config.json", "");
    assertEquals("", found("a.example", "x"));
    write(".docker/config.json", "{\"auths\":[1],\"credHelpers\":7,\"credsStore\":{}}");
    assertEquals("", found("a.example", "x"));
    write(".docker/config.json", "{\"auths\":{\"a.example\":{\"auth\":\"!\"},\"b\":null}}");
    assertEquals("", found("a.example", "x"));
  }

  @Test
  void login_inTraces_showsNoSecret() throws Exception {
    auths(".docker/config.json", entry("a.example", "alice:s3cret"));
    Login login = find("a.example", "x").orElseThrow();
    assertFalse(login.toString().contains("s3cret"));
    assertTrue(login.shown().startsWith("alice from "), login.shown());
    assertEquals("the owner of a token from b", new Login("", "s3cret", true, "b").shown());
    assertEquals("a ? from b", new Login("a\n\033", "s3cret", false, "b").shown());
  }
}
