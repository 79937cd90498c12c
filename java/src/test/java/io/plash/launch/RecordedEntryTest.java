package io.plash.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.host.Namespaces;
import io.plash.store.DataPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was written down of the way into the namespaces, and whether it is believed. */
class RecordedEntryTest {
  private static final List<String> WORDS = List.of("unshare", "--user", "--");
  private static final Map<String, String> ENVIRONMENT = System.getenv();

  @TempDir Path folder;
  private DataPaths data;
  private EntryKey key;

  @BeforeEach
  void makeDataDirectory() throws Exception {
    data = new DataPaths(folder);
    key = EntryKey.current();
    Files.createDirectory(data.temp());
    Files.createDirectory(data.buildRecords().getParent());
  }

  private Path write(Namespaces.Kind kind) throws Exception {
    RangeStamps.now(ENVIRONMENT).write(data, key);
    NamespaceEntry entry =
        NamespaceEntry.here(ENVIRONMENT, folder.toString(), new Namespaces(kind, WORDS, ""));
    return Files.writeString(data.namespaces(key.toString()), entry.text("auto", ""));
  }

  private Optional<Namespaces> read(String name, String taste) throws Exception {
    return RecordedEntry.read(data, name, key, RangeStamps.now(ENVIRONMENT), ENVIRONMENT, taste)
        .map(recorded -> recorded.entry().namespaces());
  }

  @ParameterizedTest
  @EnumSource(names = {"ROOT", "ROOT_OWN_ID", "ROOT_UNPRIVILEGED", "RANGES"})
  void read_asWritten_returnsTheNamespaces(Namespaces.Kind kind) throws Exception {
    write(kind);
    assertEquals(Optional.of(new Namespaces(kind, WORDS, "")), read(folder.toString(), "auto"));
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_RANGES", "NO_NEWUIDMAP", "NONE"})
  void read_limited_returnsNothing(Namespaces.Kind kind) throws Exception {
    write(kind);
    assertEquals(Optional.empty(), read(folder.toString(), "auto"));
  }

  @Test
  void read_nothingThere_returnsNothing() throws Exception {
    assertEquals(Optional.empty(), read(folder.toString(), "auto"));
  }

  @Test
  void read_ofAnotherDataDirectoryOrTaste_returnsNothing() throws Exception {
    write(Namespaces.Kind.RANGES);
    assertEquals(Optional.empty(), read("/elsewhere", "auto"));
    assertEquals(Optional.empty(), read(folder.toString(), "overlay"));
  }

  @Test
  void read_rangesChangedSince_returnsNothing() throws Exception {
    write(Namespaces.Kind.RANGES);
    Path stamp = data.rangeStamp("subuid", key.toString());
    if (Files.exists(stamp)) {
      Files.setLastModifiedTime(stamp, FileTime.fromMillis(1000));
    } else {
      Files.createFile(stamp);
    }
    assertEquals(Optional.empty(), read(folder.toString(), "auto"));
  }

  @Test
  void read_lineMoreOrLess_returnsNothing() throws Exception {
    Path file = write(Namespaces.Kind.ROOT);
    String text = Files.readString(file);
    Files.writeString(file, text + "namespaces_words='rm'\n");
    assertEquals(Optional.empty(), read(folder.toString(), "auto"));
    Files.writeString(file, text.substring(0, text.length() - 1));
    assertEquals(Optional.empty(), read(folder.toString(), "auto"));
    Files.writeString(file, text.replaceFirst("(?m)^namespaces_boot=.*$", "namespaces_boot='0'"));
    assertEquals(Optional.empty(), read(folder.toString(), "auto"));
  }
}
