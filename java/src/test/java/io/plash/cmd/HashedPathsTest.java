package io.plash.cmd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.Reference;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HashedPathsTest {
  private static final int CASES = 60;
  private static final int[] MODES = {0644, 0600, 0755, 0444, 0777, 04755, 01640};
  private static final String[] PIECES = {
    "a", "b", "B", "1", ".", "-", "_", " ", "\n", "\\", "'", "\"", "*", "é", "日", "\ue000", "\uff5e", "\ud83d\ude00"
  };

  @TempDir Path folder;

  @Test
  void hash_randomTrees_isThatOfTheFormula() throws Exception {
    Random random = new Random(Reference.SEED);
    List<List<String>> cases = new ArrayList<>();
    List<String> encoded = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      cases.add(tree(random, "t" + i));
      encoded.add(Reference.encoded(cases.get(i)));
    }

    List<String> answers = Reference.python(folder, "hash", encoded);

    for (int i = 0; i < CASES; i++) {
      String hash = read(cases.get(i)).hash();
      assertEquals(answers.get(i), hash, "seed " + Reference.SEED + ", " + cases.get(i));
    }
  }

  @Test
  void listing_randomTrees_isWhatFindAndSha1sumSay() throws Exception {
    Random random = new Random(Reference.SEED);
    for (int i = 0; i < CASES / 4; i++) {
      HashedPaths tree = read(tree(random, "t" + i));
      StringBuilder find = new StringBuilder("find");
      for (String root : tree.roots()) {
        find.append(" '").append(root.replace("'", "'\"'\"'")).append('\'');
      }
      // A newline in a name makes several lines of one entry, on both sides.
      List<String> said = Reference.shell(folder, find + " -printf '%y %m %p %l\\0' \\( -type f -o -type l -xtype f \\)"
          + " -exec sha1sum -z {} + | tr '\\0' '\\n'\n");
      List<String> lines = List.of(String.join("\n", tree.listing()).split("\n", -1));
      assertEquals(new TreeSet<>(said), new TreeSet<>(lines), "seed " + Reference.SEED);
      assertEquals(said.size(), lines.size());
    }
  }

  /** Makes a tree below {@code top}, and gives paths to hash: files, links, directories, some twice. */
  private List<String> tree(Random random, String top) throws IOException {
    List<String> directories = new ArrayList<>(List.of(top));
    List<String> all = new ArrayList<>(directories);
    Files.createDirectory(folder.resolve(top));
    for (int count = random.nextInt(12); count > 0; count--) {
      String parent = directories.get(random.nextInt(directories.size()));
      String path = parent + "/n" + Reference.text(random, PIECES, 5);
      if (Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      Path file = folder.resolve(path);
      switch (random.nextInt(4)) {
        case 0 -> {
          Files.createDirectory(file);
          directories.add(path);
        }
        case 1 -> Files.createSymbolicLink(file, folder.resolve(all.get(random.nextInt(all.size()))));
        default -> {
          Files.writeString(file, "x".repeat(random.nextInt(3) * random.nextInt(50000)));
          Files.setAttribute(file, "unix:mode", MODES[random.nextInt(MODES.length)]);
        }
      }
      all.add(path);
    }
    List<String> paths = new ArrayList<>(List.of(random.nextBoolean() ? top : top + "/"));
    for (int count = random.nextInt(3); count > 0; count--) {
      paths.add((random.nextBoolean() ? "./" : "") + all.get(random.nextInt(all.size())));
    }
    return paths;
  }

  @Test
  void read_largeFile_isHashedByAProgramAsItIsHere() throws Exception {
    byte[] content = new byte[(8 << 20) + 1];
    new Random(1).nextBytes(content);
    Files.write(folder.resolve("large"), content);
    String sum = Reference.shell(folder, "sha1sum large | cut -d ' ' -f 1\n").get(0);

    for (String path : List.of(System.getenv("PATH"), "/nowhere")) {
      HashedPaths tree =
          HashedPaths.read(folder, "./", List.of("large"), new ContentDigests(Map.of("PATH", path)));
      assertEquals(sum + "  ./large", tree.listing().get(1), path);
      assertEquals(read(List.of("large")).hash(), tree.hash(), path);
    }
  }

  @Test
  void hash_nothing_isThatOfNothing() throws IOException {
    assertEquals("da39a3ee5e6b4b0d3255bfef95601890afd80709", read(List.of()).hash());
  }

  @Test
  void hash_knownFile_isWhatShellToolsMakeOfIt() throws Exception {
    Files.writeString(folder.resolve("f"), "content\n");
    List<String> lines = Reference.shell(folder,
        "chmod 640 f; printf 'f0o640%s' \"$(sha1sum f | cut -c 1-40)\" | sha1sum | cut -c 1-40\n");
    assertEquals(lines.get(0), read(List.of("f")).hash());
  }

  @ParameterizedTest
  @MethodSource
  void read_unusable_isRefusedAndDoesNotHang(String name, String file, String reason) throws Exception {
    Reference.shell(folder, "mkfifo fifo && ln -s fifo pipe\n");
    FileSystemException e = assertTimeoutPreemptively(Duration.ofSeconds(20),
        () -> assertThrows(FileSystemException.class, () -> read(List.of(name))));
    assertEquals(file, e.getFile().replace(folder + "/", ""));
    assertEquals(reason, e instanceof NoSuchFileException ? "missing" : e.getReason());
  }

  static Stream<Arguments> read_unusable_isRefusedAndDoesNotHang() {
    String odd = "not a regular file or directory";
    return Stream.of(
        arguments("no", "no", "missing"),
        arguments("no/no", "no/no", "missing"),
        arguments("", "''", "missing"),
        arguments("pipe", "pipe", odd));
  }

  private HashedPaths read(List<String> paths) throws IOException {
    return HashedPaths.read(folder, "./", paths, new ContentDigests(Map.of()));
  }
}
