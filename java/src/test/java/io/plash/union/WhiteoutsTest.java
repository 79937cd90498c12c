package io.plash.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.program.Tool;
import io.plash.store.MergedTree;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What layers delete, in all forms. */
class WhiteoutsTest {
  private static final Tool TOOL = new Tool(Map.of("PATH", "/usr/bin:/bin"));
  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path folder;
  private Path lower;
  private Path layer;

  @BeforeEach
  void makeLayers() throws Exception {
    lower = Files.createDirectories(folder.resolve("lower"));
    layer = Files.createDirectories(folder.resolve("layer"));
    Files.createDirectories(lower.resolve("deep/dir"));
    Files.writeString(lower.resolve("deep/dir/file"), "");
    Files.writeString(lower.resolve("file"), "");
  }

  private void convert(UnionKind kind, WhiteoutForm form) throws Exception {
    new Whiteouts(TOOL, layer).convert(kind, form, List.of(lower));
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void convert_namesOfFuseOverlayfs_makesDevicesAndMarks() throws Exception {
    Path replaced = Files.createDirectories(layer.resolve("deep"));
    Files.writeString(layer.resolve(".wh.file"), "");
    Files.writeString(replaced.resolve(".wh..wh..opq"), "");
    Files.writeString(replaced.resolve(".wh.dir"), "");
    Files.writeString(replaced.resolve("new"), "");
    Files.setLastModifiedTime(replaced, OLD);

    convert(UnionKind.FUSE_OVERLAYFS, WhiteoutForm.DEVICE);

    assertTrue(WhiteoutDevice.isAt(layer.resolve("file")));
    assertTrue(LayerMark.REPLACED.isSet(replaced));
    assertFalse(exists(layer.resolve(".wh.file")));
    assertEquals(List.of(replaced.resolve("new")), Whiteouts.entries(replaced));
    assertEquals(OLD, Files.getLastModifiedTime(replaced));
    assertFalse(exists(folder.resolve("whiteout")));
  }

  @Test
  void convert_marksOfUnionfs_makesWhatIsMissingLikeTheLowerOne() throws Exception {
    Path below = lower.resolve("deep/dir");
    Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwx--x---"));
    Files.setLastModifiedTime(below, OLD);
    Path meta = layer.resolve(".unionfs-fuse");
    Files.createDirectories(meta.resolve("deep/dir"));
    Files.writeString(meta.resolve("deep/dir/file_HIDDEN~"), "");
    Files.createDirectory(meta.resolve("file_HIDDEN~"));
    Files.writeString(meta.resolve("never_HIDDEN~"), "");

    convert(UnionKind.UNIONFS_FUSE, WhiteoutForm.DEVICE);

    assertTrue(WhiteoutDevice.isAt(layer.resolve("file")));
    assertTrue(WhiteoutDevice.isAt(layer.resolve("deep/dir/file")));
    assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(layer.resolve("deep/dir"))));
    assertFalse(exists(meta));
    assertFalse(exists(layer.resolve("never")));
  }

  @Test
  void convert_marksOfUnionfsInAReplacedDirectory_leavesNoDeviceThere() throws Exception {
    Path meta = layer.resolve(".unionfs-fuse");
    Files.createDirectories(meta.resolve("deep/dir"));
    Files.writeString(meta.resolve("deep_HIDDEN~"), "");
    Files.writeString(meta.resolve("deep/dir_HIDDEN~"), "");
    Files.writeString(meta.resolve("deep/dir/file_HIDDEN~"), "");
    Path replaced = Files.createDirectory(layer.resolve("deep"));

    convert(UnionKind.UNIONFS_FUSE, WhiteoutForm.DEVICE);

    assertTrue(LayerMark.REPLACED.isSet(replaced));
    assertEquals(List.of(), Whiteouts.entries(replaced));
  }

  @Test
  void convert_devicesToAttributes_isReadAsTheSame() throws Exception {
    TOOL.run(folder.toFile(), List.of("mknod", "layer/file", "c", "0", "0"));
    assertTrue(WhiteoutDevice.isAt(layer.resolve("file")));

    convert(UnionKind.OVERLAY, WhiteoutForm.ATTRIBUTE);

    assertTrue(Files.isRegularFile(layer.resolve("file")));
    assertTrue(LayerMark.DELETED.isSet(layer.resolve("file")));
    assertTrue(LayerMark.HAS_DELETED.isSet(layer));
    MergedTree tree = MergedTree.of(List.of(layer, lower));
    assertEquals(MergedTree.Kind.MISSING, tree.kind("/file"));
    assertEquals(MergedTree.Kind.FILE, tree.kind("/deep/dir/file"));
  }

  @Test
  void branches_ofALayer_hideWhatItDeletesAndReplaces() throws Exception {
    TOOL.run(folder.toFile(), List.of("mknod", "layer/file", "c", "0", "0"));
    LayerMark.REPLACED.set(Files.createDirectory(layer.resolve("deep")));

    new UnionfsBranches(layer).make();

    assertTrue(exists(folder.resolve("hidden/above/.unionfs-fuse/file_HIDDEN~")));
    assertTrue(exists(folder.resolve("hidden/below/.unionfs-fuse/deep_HIDDEN~")));
    assertFalse(exists(folder.resolve("hidden/above/.unionfs-fuse/deep_HIDDEN~")));
  }
}
