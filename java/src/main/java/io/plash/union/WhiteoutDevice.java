package io.plash.union;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A character device 0:0, which hides what has its name in the layers below. All whiteouts of a layer are links to one,
 * as those that overlayfs makes (fs/overlayfs/dir.c, ovl_whiteout).
 */
final class WhiteoutDevice implements AutoCloseable {
  private static final int FORMAT_MASK = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  private final Tool tool;
  private final Path place;

  /** Prepares the device that is to be made at {@code place} when it is first needed; {@code tool} starts mknod(1). */
  WhiteoutDevice(Tool tool, Path place) {
    this.tool = tool;
    this.place = place;
  }

  /** Tells whether {@code file} is such a device. */
  static boolean isAt(Path file) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
    return ((Integer) attributes.get("mode") & FORMAT_MASK) == CHARACTER_DEVICE && (Long) attributes.get("rdev") == 0;
  }

  /** Makes the whiteout {@code file}. */
  void linkTo(Path file) throws IOException, PlashException {
    if (!Files.exists(place)) {
      Tool.Result result = tool.run(null, List.of("mknod", place.toString(), "c", "0", "0"));
      if (!result.succeeded()) {
        throw new IOException(result.firstError());
      }
    }
    Files.createLink(file, place);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(place);
  }
}
