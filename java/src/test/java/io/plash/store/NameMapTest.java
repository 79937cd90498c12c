package io.plash.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameMapTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void makeContainers() throws Exception {
    store = Store.open(folder, Optional.empty());
    for (String id : new String[] {"1", "2"}) {
      Files.createDirectories(folder.resolve("layer/0/" + id + "/_data/root"));
      Files.createSymbolicLink(folder.resolve("index/" + id), Path.of("../layer/0/" + id));
    }
    for (String key : new String[] {"base", "1", "@x", "_data", "line\nline"}) {
      store.names().put(key, new ContainerId(2));
    }
    Files.createSymbolicLink(folder.resolve("map/old"), Path.of("../layer/0/3"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "base, 2", "@base, 2", "@1, 2", "@@x, 2", "_data, 2", "'line\nline', 2", "77, 77"})
  void container_numberOrKey_isMeant(String word, int id) throws PlashException {
    assertEquals(id, store.names().container(word).number());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
    "nosuch; container id must be integer, got 'nosuch'",
    "@x; no map key 'x'",
    "old; the container of map key 'old' was removed",
    "@old; the container of map key 'old' was removed",
    "0; container must not be the special root container ('0')"
  })
  void container_none_isRefused(String word, String message) {
    assertEquals(message, assertThrows(PlashException.class, () -> store.names().container(word)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../index/1", "../map/base", "/1", "a/b"})
  void container_noKey_leadsNowhere(String word) {
    PlashException plain = assertThrows(PlashException.class, () -> store.names().container(word));
    assertEquals("container id must be integer, got '" + word + "'", plain.getMessage());
    PlashException marked = assertThrows(PlashException.class, () -> store.names().container("@" + word));
    assertEquals("no map key '" + word + "'", marked.getMessage());
  }

  @Test
  void get_ofAContainerThatIsGone_isEmpty() throws PlashException {
    assertEquals(Optional.empty(), store.names().get("old"));
  }
}
