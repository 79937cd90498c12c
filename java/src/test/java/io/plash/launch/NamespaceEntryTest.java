package io.plash.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.host.Host;
import io.plash.host.Namespaces;
import io.plash.store.DataPaths;
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
    long uid = Host.uid();
    DataPaths data = new DataPaths(folder);
    Files.createDirectory(data.temp());
    Files.createDirectory(data.namespaces(uid).getParent());
    RangeStamps.now().write(data, uid);
    Files.writeString(data.namespaces(uid), new NamespaceEntry(uid, kind.label(), WORDS).text());

    String script = """
        PLASH_DATA=. plash_uid=%d PLASH_LIBEXEC=%s
        . "$PLASH_LIBEXEC/lib/base.sh"
        . %s
        %s
        namespaces_file=$PLASH_DATA/plan/namespaces.$plash_uid
        namespaces_file_is_current && namespaces_read && echo "$namespaces_words"
        """.formatted(uid, Reference.project("libexec/plash"),
            Reference.project("libexec/plash/lib/namespaces.sh"),
            kind == Namespaces.Kind.NO_NEWUIDMAP ? "PATH=/none" : "newuidmap() { :; }");
    assertEquals(List.of(String.join(" ", WORDS)), Reference.shell(folder, script));
  }
}
