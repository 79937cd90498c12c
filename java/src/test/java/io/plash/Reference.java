package io.plash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** Random input, and the programs that know what must come of it, each started once for all cases. */
public final class Reference {
  /** So that a failure comes again; messages of failures name it. */
  public static final long SEED = 20181107;

  private Reference() {}

  /** A string of up to {@code most} pieces. */
  public static String text(Random random, String[] pieces, int most) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(most + 1); count > 0; count--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  /** Strings as {@code t/lib/reference.py} reads and writes them. */
  public static String encoded(List<String> strings) {
    StringJoiner words = new StringJoiner(" ");
    for (String string : strings) {
      words.add("." + HexFormat.of().formatHex(string.getBytes(UTF_8)));
    }
    return words.toString();
  }

  /** What {@code t/lib/reference.py MODE} says to the cases, run in {@code directory}. */
  public static List<String> python(Path directory, String mode, List<String> cases) throws Exception {
    return run(directory, String.join("\n", cases) + "\n", "python3", project("t/lib/reference.py"), mode);
  }

  /** The lines that {@code sh} prints when it runs {@code script} in {@code directory}. */
  public static List<String> shell(Path directory, String script) throws Exception {
    return run(directory, script, "sh", "-s");
  }

  /** The absolute path of a file of the project. */
  public static String project(String file) {
    return Path.of("..", file).toAbsolutePath().normalize().toString();
  }

  private static List<String> run(Path directory, String input, String... words) throws Exception {
    Path in = Files.writeString(Files.createTempFile("plash", "in"), input);
    Path out = Files.createTempFile("plash", "out");
    ProcessBuilder builder = new ProcessBuilder(words).directory(new File(directory.toString()))
        .redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PYTHONUTF8", "1");
    assertEquals(0, builder.start().waitFor());
    List<String> lines = Files.readAllLines(out);
    Files.delete(in);
    Files.delete(out);
    return lines;
  }
}
