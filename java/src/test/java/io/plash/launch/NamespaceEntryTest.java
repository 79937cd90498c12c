package io.plash.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.host.Namespaces;
import io.plash.store.DataPaths;
import io.plash.text.ShellQuote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry as Java writes it, read by the shell. */
class NamespaceEntryTest {
  private static final List<String> WORDS = List.of("unshare", "--map-users=0,1000,1", "--'$x'");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void text_ofEachKind_isCurrentForTheShell(Namespaces.Kind kind) throws Exception {
    DataPaths data = new DataPaths(folder);
    EntryKey key = EntryKey.current();
    Files.createDirectory(data.temp());
    Files.createDirectory(data.buildRecords().getParent());
    RangeStamps.now(System.getenv()).write(data, key);
    Namespaces found = new Namespaces(kind, WORDS, "");
    NamespaceEntry entry = NamespaceEntry.here(System.getenv(), folder.toString(), found);
    Files.writeString(data.namespaces(key.toString()), entry.text("", ""));

    String script = """
        PLASH_DATA=%s PLASH_LIBEXEC=%s
        . "$PLASH_LIBEXEC/lib/base.sh"
        . "$PLASH_LIBEXEC/lib/namespaces.sh"
        user_read
        PLASH_LIBEXEC=/none
        %s
        namespaces_load_or_die && echo "$namespaces_words"
        """.formatted(ShellQuote.always(folder.toString()), Reference.project("libexec/plash"),
            kind == Namespaces.Kind.NO_NEWUIDMAP ? "PATH=/none" : "");
    assertEquals(List.of(String.join(" ", WORDS)), Reference.shell(folder, script));
  }
}
