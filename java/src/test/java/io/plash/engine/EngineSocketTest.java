package io.plash.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSocketTest {
  @TempDir Path folder;

  @Test
  void choose_contextOfDocker_isItsSocket() throws Exception {
    String hashed = Digest.of("desktop-linux".getBytes()).hex();
    Path meta = Files.createDirectories(folder.resolve("contexts/meta").resolve(hashed));
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"desktop-linux\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///run/desk.sock\"}}}");
    Map<String, String> named = Map.of("DOCKER_CONFIG", folder.toString(), "DOCKER_CONTEXT", "desktop-linux");
    assertEquals(Path.of("/run/desk.sock"), EngineSocket.choose(named, 1000).path());

    Files.writeString(folder.resolve("config.json"), "{\"auths\":{},\"currentContext\":\"desktop-linux\"}");
    Map<String, String> current = Map.of("DOCKER_CONFIG", folder.toString());
    assertEquals(Path.of("/run/desk.sock"), EngineSocket.choose(current, 1000).path());
    Map<String, String> host = Map.of("DOCKER_CONFIG", folder.toString(), "DOCKER_HOST", "unix:///other");
    assertEquals(Path.of("/other"), EngineSocket.choose(host, 1000).path());

    Map<String, String> none = Map.of("DOCKER_CONFIG", folder.toString(), "DOCKER_CONTEXT", "none");
    assertThrows(PlashException.class, () -> EngineSocket.choose(none, 1000));
  }

  @Test
  void choose_byDockerHost_isItsPath() throws PlashException {
    assertEquals(
        Path.of("/a b/c"), EngineSocket.choose(Map.of("DOCKER_HOST", "unix:///a b/c"), 1000).path());
  }

  @Test
  void choose_byAnotherKindOfDockerHost_saysWhatPlashCanReach() {
    for (String host : new String[] {"tcp://h:2375", "ssh://h", "fd://", "npipe:////./p", "/a", "unix://"}) {
      PlashException failure =
          assertThrows(PlashException.class, () -> EngineSocket.choose(Map.of("DOCKER_HOST", host), 0));
      assertTrue(failure.getMessage().contains(host + ": plash reaches docker by a unix socket only"), host);
    }
  }

  @Test
  void image_ofAName_isEncodedButItsSlashes() throws PlashException {
    assertEquals("h:5000/a/b:1@sha256:ff", RequestPath.image("h:5000/a/b:1@sha256:ff"));
    assertEquals("a%20b%3Fc%3D%23%25%0D%0A%C3%A4", RequestPath.image("a b?c=#%\r\n\u00e4"));
  }

  @Test
  void image_thatLeadsElsewhere_isRefused() {
    for (String image : new String[] {"", "/", "a//b", "../containers", "a/..", ".", "a/./b", "/a", "a/"}) {
      assertThrows(PlashException.class, () -> RequestPath.image(image), image);
    }
  }

  @Test
  void tagged_withoutATag_isLatest() {
    assertEquals("a:latest", RequestPath.tagged("a"));
    assertEquals("h:5000/a:latest", RequestPath.tagged("h:5000/a"));
    assertEquals("h:5000/a:1", RequestPath.tagged("h:5000/a:1"));
    assertEquals("a@sha256:ff", RequestPath.tagged("a@sha256:ff"));
  }
}
