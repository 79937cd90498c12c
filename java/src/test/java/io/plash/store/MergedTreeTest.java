package io.plash.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plash.store.MergedTree.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedTreeTest {
  @TempDir Path folder;
  private Path upper;
  private Path lower;
  private MergedTree tree;

  @BeforeEach
  void makeLayers() throws IOException {
    upper = Files.createDirectory(folder.resolve("upper"));
    lower = Files.createDirectory(folder.resolve("lower"));
    tree = MergedTree.of(List.of(upper, lower));
    Files.createDirectories(lower.resolve("d/sub"));
    Files.writeString(lower.resolve("d/low"), "low");
    Files.writeString(lower.resolve("f"), "low");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(lower.resolve(name), Path.of(target));
  }

  @ParameterizedTest
  @CsvSource({
    "/, DIRECTORY, ''", "/f, FILE, /f", "/d/low, FILE, /d/low", "/d/sub, DIRECTORY, /d/sub",
    "/none, MISSING, /none", "/none/deep, MISSING, /none/deep", "/f/below, MISSING, /f/below",
    "//d/./sub//, DIRECTORY, /d/sub", "/d/../f, FILE, /f", "/../../f, FILE, /f",
    "/relative, FILE, /d/low", "/absolute, FILE, /d/low", "/upward, FILE, /f", "/chain/low, FILE, /d/low",
    "/loop, OTHER, /loop", "/dangling, MISSING, /nowhere"
  })
  void resolve_path_staysInside(String path, Kind kind, String place) throws IOException {
    link("relative", "d/low");
    link("absolute", "/d/low");
    link("upward", "../../../../f");
    link("chain", "chain2");
    link("chain2", "/d");
    link("loop", "loop");
    link("dangling", "nowhere");

    assertEquals(new MergedTree.Target(kind, place), tree.resolve(path));
  }

  @Test
  void resolve_fileOverDirectory_hidesIt() throws IOException {
    Files.writeString(upper.resolve("d"), "file");

    assertEquals(Kind.FILE, tree.resolve("/d").kind());
    assertEquals(Kind.MISSING, tree.resolve("/d/low").kind());
  }

  @Test
  void resolve_opaqueDirectory_hidesWhatIsBelow() throws IOException {
    Path d = Files.createDirectory(upper.resolve("d"));
    assertEquals(Kind.FILE, tree.resolve("/d/low").kind());

    UserDefinedFileAttributeView view = Files.getFileAttributeView(d, UserDefinedFileAttributeView.class);
    view.write("overlay.opaque", ByteBuffer.wrap(new byte[] {'y'}));

    assertEquals(Kind.MISSING, tree.resolve("/d/low").kind());
    assertEquals(Kind.DIRECTORY, tree.resolve("/d").kind());
  }

  @Test
  void resolve_whiteout_isMissing() throws Exception {
    // Character device 0:0, which kernels from 5.8 on let anybody make.
    int status = new ProcessBuilder("mknod", upper.resolve("f").toString(), "c", "0", "0").start().waitFor();
    assumeTrue(status == 0);

    assertEquals(Kind.MISSING, tree.resolve("/f").kind());
    assertEquals(Optional.empty(), tree.head("/f"));
  }

  @Test
  void resolve_belowAClosedDirectory_isUnknown() throws IOException {
    Path closed = Files.createDirectory(upper.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isExecutable(closed));

    assertEquals(Kind.UNKNOWN, tree.resolve("/closed/a/b").kind());
    assertEquals(Kind.UNKNOWN, tree.kind("/closed/a/b"));
    assertEquals(Kind.DIRECTORY, tree.resolve("/closed").kind());
  }

  @Test
  void head_file_takesTheTopmost() throws IOException {
    assertEquals(Optional.of("low"), tree.head("/f"));
    Files.writeString(upper.resolve("f"), "up");
    assertEquals(Optional.of("up"), tree.head("/f"));
    assertEquals(Optional.empty(), tree.head("/d"));
  }

  @Test
  void kind_link_isNotFollowed() throws IOException {
    link("relative", "d/low");

    assertEquals(Kind.SYMLINK, tree.kind("/relative"));
  }
}
