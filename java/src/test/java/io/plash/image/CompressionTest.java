package io.plash.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"gzip, GZIP", "bzip2, BZIP2", "xz, XZ", "zstd, ZSTD", "cat, NONE"})
  void of_whatTheProgramWrites_isRecognised(String program, Compression expected) throws Exception {
    Path input = Files.writeString(folder.resolve("input"), "text\n");
    Process process = new ProcessBuilder(program).redirectInput(input.toFile()).start();
    byte[] written = process.getInputStream().readAllBytes();

    assertEquals(0, process.waitFor());
    assertEquals(expected, Compression.of(Arrays.copyOf(written, Compression.MAGIC_BYTES)));
  }

  @Test
  void of_shortHeads_areNotCompressed() {
    assertEquals(Compression.NONE, Compression.of(new byte[0]));
    assertEquals(Compression.NONE, Compression.of(new byte[] {0x1f}));
    assertEquals(Compression.NONE, Compression.of("BZ".getBytes(UTF_8)));
  }
}
