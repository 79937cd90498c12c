package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.lang.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileMacrosTest {
  private static final String EXEC = "### plash hint: exec=/entrypoint\n";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource
  void expand_macro_givesThisText(String[] words, String text) throws PlashException {
    assertEquals(text, Expansion.text(words));
  }

  static Stream<Arguments> expand_macro_givesThisText() {
    return Stream.of(
        row("touch /f\n", "--write-file /f"),
        row("touch /f\nprintf '%s\\n' a >> /f\nprintf '%s\\n' 'b c' >> /f\n",
            "--write-file", "/f", "a", "b c"),
        row("touch '/a b'\nprintf '%s\\n' x >> '/a b'\n", "--write-file", "/a b", "x"),
        row("touch /f\nprintf '%s\\n' '' >> /f\n", "--write-file", "/f", "--\\"),
        row("touch /f\nprintf '%s\\n' a >> /f\nprintf '%s\\n' b >> /f\n", "--write-file", "/f", "a\nb"),
        row("touch /f\nprintf '%s\\n' a >> /f\nprintf '%s\\n' '' >> /f\n", "--write-file", "/f", "a\n"),
        row("touch /f\nchmod 755 /f\n", "--write-script /f"),
        row("touch '/a b'\nprintf '%s\\n' x >> '/a b'\nchmod 755 '/a b'\n", "--write-script", "/a b", "x"),
        row(EXEC + "touch /entrypoint\nchmod 755 /entrypoint\n", "--entrypoint-script"),
        row(EXEC + "touch /entrypoint\nprintf '%s\\n' '#!/bin/sh' >> /entrypoint\n"
            + "printf '%s\\n' 'echo hi' >> /entrypoint\nchmod 755 /entrypoint\n",
            "--entrypoint-script", "echo hi"),
        row(EXEC + "touch /entrypoint\nprintf '%s\\n' '#!/usr/bin/python3' >> /entrypoint\n"
            + "printf '%s\\n' '  1' >> /entrypoint\nchmod 755 /entrypoint\n",
            "--entrypoint-script", "#!/usr/bin/python3\n  1"));
  }

  @ParameterizedTest
  @MethodSource
  void expand_wrongUse_fails(String[] words, String message) {
    assertEquals(message, Expansion.failure(words).getMessage());
  }

  static Stream<Arguments> expand_wrongUse_fails() {
    String hidden = ": there is a plash hint in the argument ";
    return Stream.of(
        row("write-file: takes at least 1 argument, got 0", "--write-file"),
        row("write-script: takes at least 1 argument, got 0", "--write-script"),
        row("write-file" + hidden + "'\\n### plash hint: layer'",
            "--write-file", "\n### plash hint: layer"),
        row("write-script" + hidden + "'\\n### plash hint: x'",
            "--write-script", "\n### plash hint: x", "a"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(words, expected);
  }

  @Test
  void writeFile_hintLineInItsText_staysText() throws PlashException {
    String lines = "a\n### plash hint: layer\n### plash hint: image=1\n";

    Script script = Script.parse(Expansion.text("--write-file", "f", lines));

    assertEquals(1, script.layers().size());
    assertEquals(Optional.empty(), script.image());
  }

  @Test
  void writeFile_linesThatEchoWouldChange_areWrittenAsTheyAre() throws Exception {
    run(Expansion.text(
        "--write-file", "a 'b", "--\\ -n", "a\\nb\\c", "%s", "--\\", "  x", "two\nlines\n", "é"));

    assertEquals(
        "-n\na\\nb\\c\n%s\n\n  x\ntwo\nlines\n\né\n", Files.readString(folder.resolve("a 'b")));
  }

  @Test
  void writeFile_existingFile_isAppendedTo() throws Exception {
    Files.writeString(folder.resolve("f"), "first\n");

    run(Expansion.text("--write-file f second", "--write-file f third"));

    assertEquals("first\nsecond\nthird\n", Files.readString(folder.resolve("f")));
  }

  @Test
  void writeScript_nameThatNeedsQuotes_isExecutable() throws Exception {
    run(Expansion.text("--write-script", "a b;c", "#!/bin/sh"));

    Path file = folder.resolve("a b;c");
    assertEquals("#!/bin/sh\n", Files.readString(file));
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.filter(each -> !each.endsWith("script")).toList());
    }
  }

  private void run(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script"), script);
    Process sh =
        new ProcessBuilder("sh", "-e", file.toString()).directory(folder.toFile()).inheritIO().start();
    assertEquals(0, sh.waitFor());
  }
}
