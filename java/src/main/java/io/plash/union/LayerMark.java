package io.plash.union;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** Attributes by which overlayfs, with the option userxattr, keeps in a layer what that deletes of the layers below. */
enum LayerMark {
  /** Of a directory that hides the one below. */
  REPLACED("overlay.opaque", "y"),
  /** Of an empty file that hides what has its name below; since Linux 6.7. */
  DELETED("overlay.whiteout", "y"),
  /** Of a directory that holds files with DELETED, so that they are looked for. */
  HAS_DELETED("overlay.opaque", "x");

  private final String attribute; // of the class user.*
  private final String value;

  LayerMark(String attribute, String value) {
    this.attribute = attribute;
    this.value = value;
  }

  /** Marks {@code file}, which is no symbolic link. */
  void set(Path file) throws IOException {
    view(file).write(attribute, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Tells whether {@code file}, which is no symbolic link, is marked. */
  boolean isSet(Path file) throws IOException {
    UserDefinedFileAttributeView view = view(file);
    if (!view.list().contains(attribute)) {
      return false;
    }
    ByteBuffer found = ByteBuffer.allocate(view.size(attribute));
    view.read(attribute, found);
    return StandardCharsets.UTF_8.decode(found.flip()).toString().equals(value);
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
