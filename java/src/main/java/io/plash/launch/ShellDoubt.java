package io.plash.launch;

import io.plash.host.ElfFile;
import io.plash.store.MergedTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds reasons why the /bin/sh of an image may not start on this machine. They are only doubts: a program that is
 * registered for other machines (binfmt_misc) may start it all the same.
 */
public final class ShellDoubt {
  private static final String SHELL = "/bin/sh";
  private static final Path OWN_PROGRAM = Path.of("/proc/self/exe");
  private static final int HEADER_BYTES = 64;

  private ShellDoubt() {}

  /** Returns a line for a message about the image of {@code tree}; empty when there is no doubt. */
  public static Optional<String> of(MergedTree tree) throws IOException {
    Optional<String> head = tree.head(SHELL);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    byte[] content = head.get().getBytes(StandardCharsets.ISO_8859_1);
    String machine = ElfFile.machine(content);
    String own = ElfFile.machine(ownHeader());
    if (!machine.isEmpty() && !own.isEmpty() && !machine.equals(own)) {
      return Optional.of("the image is for another machine (" + machine + ", this one is " + own
          + "): its " + SHELL + " cannot start");
    }
    String interpreter = content.length > 1 && content[0] == '#' && content[1] == '!'
        ? scriptInterpreter(head.get()) : ElfFile.interpreter(content);
    if (interpreter.startsWith("/") && tree.resolve(interpreter).kind() == MergedTree.Kind.MISSING) {
      return Optional.of("the image's " + SHELL + " cannot start: it needs " + interpreter
          + ", which is missing in the image");
    }
    return Optional.empty();
  }

  private static String scriptInterpreter(String script) {
    String line = script.substring(2, (script + "\n").indexOf('\n')).strip();
    int end = line.indexOf(' ');
    return end < 0 ? line : line.substring(0, end);
  }

  private static byte[] ownHeader() throws IOException {
    try (InputStream program = Files.newInputStream(OWN_PROGRAM)) {
      return program.readNBytes(HEADER_BYTES);
    }
  }
}
