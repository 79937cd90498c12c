package io.plash.host;

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

  @Test
  void interpreter_programOfTheHost_isAFileOfTheHost() throws Exception {
    byte[] tar = Files.readAllBytes(Path.of("/bin/tar"));
    assertTrue(Files.exists(Path.of(ElfFile.interpreter(tar))), ElfFile.interpreter(tar));
    assertEquals("", ElfFile.interpreter(Arrays.copyOf(tar, 64)));
    assertEquals("", ElfFile.interpreter(new byte[0]));
  }

  @Test
  void machine_header_isNamed() throws Exception {
    byte[] header = Arrays.copyOf(Files.readAllBytes(Path.of("/bin/tar")), 64);
    int number = header[5] == 1 ? 18 : 19;
    header[18] = 0;
    header[19] = 0;
    header[number] = (byte) 183;
    assertEquals("aarch64", ElfFile.machine(header));
    header[number] = 22;
    assertEquals("s390x", ElfFile.machine(header));
    header[number] = 99;
    assertEquals("ELF machine 99", ElfFile.machine(header));
    assertEquals("", ElfFile.machine(new byte[64]));
    assertEquals("", ElfFile.machine(new byte[0]));
  }
}
