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
    tree = newTree();
    Files.createDirectories(lower.resolve("d/sub"));
    Files.writeString(lower.resolve("d/low"), "low");
    Files.writeString(lower.resolve("f"), "low");
  }

  private MergedTree newTree() {
    return MergedTree.of(List.of(upper, lower));
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

    assertEquals(Kind.MISSING, newTree().resolve("/d/low").kind());
    assertEquals(Kind.DIRECTORY, newTree().resolve("/d").kind());
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
    assertEquals(Optional.of("up"), newTree().head("/f"));
    assertEquals(Optional.empty(), newTree().head("/d"));
  }

  @Test
  void kind_link_isNotFollowed() throws IOException {
    link("relative", "d/low");

    assertEquals(Kind.SYMLINK, tree.kind("/relative"));
  }

  @Test
  void with_layer_showsWhatAListOfLayersShows() throws IOException {
    link("relative", "d/low");
    link("up", "both");
    Files.createDirectories(upper.resolve("d"));
    Files.writeString(upper.resolve("d/high"), "high");
    Files.writeString(upper.resolve("both"), "file");
    Files.createDirectories(upper.resolve("f"));
    MergedTree below = MergedTree.of(List.of(lower));
    for (String path : List.of("/d/low", "/d/high", "/both", "/up", "/f", "/relative", "/none/x")) {
      below.resolve(path);
      assertEquals(newTree().resolve(path), below.with(upper).resolve(path));
    }
  }

  @Test
  void with_layer_looksForWhatIsKnownInThatAlone() throws IOException {
    assertEquals(Kind.FILE, tree.resolve("/d/low").kind());
    Files.delete(lower.resolve("d/low"));
    Path top = Files.createDirectories(folder.resolve("top/d")).getParent();

    MergedTree higher = tree.with(top);

    assertEquals(Kind.FILE, higher.resolve("/d/low").kind());
    Files.writeString(top.resolve("f"), "later");
    assertEquals(Optional.of("low"), higher.head("/f"));
  }

  @ParameterizedTest
  @CsvSource({"other, true", "d, false", "f, false", "none, false"})
  void showsWhatLiesBelow_layerWithOneName_isTrueForWhatNobodyAskedFor(String name, boolean same) throws IOException {
    for (String path : List.of("/d/low", "/f", "/none")) {
      tree.resolve(path);
    }
    Path top = Files.createDirectories(folder.resolve("top").resolve(name)).getParent();

    assertEquals(same, tree.with(top).showsWhatLiesBelow());
    assertEquals(false, tree.showsWhatLiesBelow());
  }

  @Test
  void with_closedLayer_isUnknown() throws IOException {
    Path top = Files.createDirectory(folder.resolve("top"));
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isExecutable(top));
    tree.resolve("/f");

    assertEquals(Kind.UNKNOWN, tree.with(top).resolve("/f").kind());
    assertEquals(false, tree.with(top).showsWhatLiesBelow());
  }
}
