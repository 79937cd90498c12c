package io.plash.oci;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;

/**
 * The name of an image in an image layout, written {@code oci:DIRECTORY[:TAG]}.
 *
 * @param directory the directory as the user wrote it, which has no colon
 * @param tag the name of the image there
 */
public record LayoutName(String directory, String tag) {
  private static final String PREFIX = "oci:";
  private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"; // distribution-spec

  /** Tells whether {@code name} is meant to name an image in a layout. */
  public static boolean isOne(String name) {
    return name.startsWith(PREFIX);
  }

  /** Reads {@code name}, which {@link #isOne}; the tag is {@code latest} when none is written. */
  public static LayoutName parse(String name) throws PlashException {
    String rest = name.substring(PREFIX.length());
    int colon = rest.indexOf(':');
    String directory = colon < 0 ? rest : rest.substring(0, colon);
    String tag = colon < 0 ? "latest" : rest.substring(colon + 1);
    if (directory.isEmpty()) {
      throw PlashException.of(PythonRepr.of(name) + " names no directory").withHint("write oci:DIRECTORY[:TAG]");
    }
    if (!tag.matches(TAG)) {
      throw PlashException.of(PythonRepr.of(tag) + " is no tag of an image")
          .withHint("a tag has letters, digits, `_`, `.` and `-`, at most 128");
    }
    return new LayoutName(directory, tag);
  }

  /** Returns the name in which {@code manifest} stands for the tag. */
  public String at(Descriptor manifest) {
    return PREFIX + directory + "@" + manifest.digestText();
  }
}
