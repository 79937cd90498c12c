package io.plash.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElfFileTest {
  @Test
  void isDynamic_programOfTheHost_namesALoader() throws Exception {
    for (String program : new String[] {"/bin/busybox", "/bin/tar", "/bin/sh"}) {
      if (Files.exists(Path.of(program))) {
        Process grep = new ProcessBuilder("grep", "-qa", "/ld-linux", program).start();
        boolean named = grep.waitFor() == 0;
        // A static busybox may hold the text; a dynamic program always does.
        boolean dynamic = ElfFile.isDynamic(Files.readAllBytes(Path.of(program)));
        assertTrue(named || !dynamic, program);
      }
    }
    assertTrue(ElfFile.isDynamic(Files.readAllBytes(Path.of("/bin/tar"))));
  }

  @Test
  void isDynamic_noElfOrACutOne_isFalse() throws Exception {
    assertFalse(ElfFile.isDynamic(new byte[0]));
    assertFalse(ElfFile.isDynamic("#!/bin/sh\n".repeat(20).getBytes()));
    byte[] tar = Files.readAllBytes(Path.of("/bin/tar"));
    assertEquals(false, ElfFile.isDynamic(Arrays.copyOf(tar, 64)));
    assertEquals(false, ElfFile.isDynamic(Arrays.copyOf(tar, 63)));
  }
}
