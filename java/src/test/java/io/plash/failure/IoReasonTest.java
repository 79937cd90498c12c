package io.plash.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IoReasonTest {
  @TempDir Path folder;

  @Test
  void of_fileThatIsNotThere_saysFileAndReason() {
    Path file = folder.resolve("none");
    IOException e = assertThrows(IOException.class, () -> Files.readAllBytes(file));

    assertEquals(file.toString(), e.getMessage(), "why the exception's own text will not do");
    assertEquals(file + ": no such file or directory", IoReason.of(e));
    assertEquals("no such file or directory", IoReason.of(e, file));
    assertEquals(file + ": no such file or directory", IoReason.of(e, folder));
    assertEquals("no such file or directory", IoReason.alone(e));
  }

  @Test
  void of_directory_isInTheKernelsWords() {
    IOException e = assertThrows(IOException.class, () -> Files.readAllBytes(folder));

    assertEquals("Is a directory", IoReason.of(e, folder));
  }

  @Test
  void of_exceptionWithoutText_isItsKind() {
    assertEquals("IOException", IoReason.of(new IOException()));
    assertEquals("no such file or directory", IoReason.of(new NoSuchFileException(null)));
    assertEquals("No space left", IoReason.of(new FileSystemException(null, null, "No space left")));
  }

  @Test
  void unwrapping_fileThatIsNotThere_saysWhy() {
    PlashException e = PlashException.unwrapping(new NoSuchFileException("/none"), "cannot read 'x'");

    assertEquals("cannot read 'x': /none: no such file or directory", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"/none/program,No such file or directory", "/etc/passwd,Permission denied"})
  void ofStart_programThatCannotBeStarted_isInTheKernelsWords(String program, String reason) {
    IOException e = assertThrows(IOException.class, () -> new ProcessBuilder(program).start());

    assertEquals(reason, IoReason.ofStart(e));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "Cannot run program \"x (in y)\": error=7, Argument list too long",
    "Cannot run program \"x\" (in directory \"/y\"): Exec failed, error: 7 (Argument list too long) ",
    "Argument list too long"
  })
  void ofStart_wordsOfEveryJava_areTheKernels(String said) {
    assertEquals("Argument list too long", IoReason.ofStart(new IOException(said)));
  }
}
