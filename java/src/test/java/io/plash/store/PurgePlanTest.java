package io.plash.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurgePlanTest {
  @TempDir Path folder;

  @Test
  void of_dataDirectory_namesFirstAndConfigLast() throws Exception {
    Store.open(folder, Optional.empty());

    PurgePlan purge = PurgePlan.of(new DataPaths(folder));

    assertEquals(folder.resolve("plan"), purge.first().get(0)); // a record may not outlive what it names
    assertEquals(folder.resolve("id_counter"), purge.first().get(1));
    assertEquals(folder.resolve("index"), purge.first().get(2));
    assertEquals(List.of(folder.resolve("config")), purge.last());
    try (var entries = Files.list(folder)) {
      assertEquals(entries.count(), purge.first().size() + purge.last().size());
    }
  }

  @Test
  void of_emptyDirectory_isEmpty() throws Exception {
    assertTrue(PurgePlan.of(new DataPaths(folder)).isEmpty());
  }

  @Test
  void of_foreignEntries_areNamedInTheRefusal() throws Exception {
    Store.open(folder, Optional.empty());
    for (String name : List.of("f", "b", "a", "e", "d", "c")) {
      Files.createFile(folder.resolve(name));
    }

    PlashException refusal = assertThrows(PlashException.class, () -> PurgePlan.of(new DataPaths(folder)));

    assertTrue(refusal.getMessage().endsWith("it holds a, b, c, d, e, ..."), refusal.getMessage());
  }

  @Test
  void of_knownNamesWithoutPlashsFiles_isRefused() throws Exception {
    Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("config"));

    assertThrows(PlashException.class, () -> PurgePlan.of(new DataPaths(folder)));
  }
}
