package io.plash.oci;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;

/**
 * The name of an image in an image layout, written {@code oci:DIRECTORY[:TAG][@sha256:HEX]}.
 *
 * @param directory the directory as the user wrote it, which has no colon
 * @param tag the name of the image there; empty when none is written
 * @param digest {@code sha256:HEX} of its manifest, which counts alone; empty when none is written
 */
public record LayoutName(String directory, String tag, String digest) {
  /** What such names begin with. */
  public static final String PREFIX = "oci:";

  private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"; // distribution-spec
  private static final String DIGEST = ".*@sha256:[0-9a-f]{64}";
  private static final int DIGEST_LENGTH = "@sha256:".length() + 64;
  private static final String USUAL_TAG = "latest";

  /** Tells whether {@code name} is the name of an image in a layout, perhaps a wrong one. */
  public static boolean isOne(String name) {
    return name.startsWith(PREFIX);
  }

  /** Reads {@code name}, which an image is to get; the tag is {@code latest} when none is written. */
  public static LayoutName toWrite(String name) throws PlashException {
    LayoutName written = parse(name);
    if (!written.digest.isEmpty()) {
      throw PlashException.of("cannot write " + PythonRepr.of(name) + ": the digest follows from what is in the image")
          .withHint("write oci:DIRECTORY[:TAG]");
    }
    return written.tag.isEmpty() ? new LayoutName(written.directory, USUAL_TAG, "") : written;
  }

  /** Reads {@code name}, which {@link #isOne}. */
  public static LayoutName parse(String name) throws PlashException {
    boolean isExact = name.matches(DIGEST);
    int end = isExact ? name.length() - DIGEST_LENGTH : name.length();
    String rest = name.substring(PREFIX.length(), end);
    int colon = rest.indexOf(':');
    String directory = colon < 0 ? rest : rest.substring(0, colon);
    String tag = colon < 0 ? "" : rest.substring(colon + 1);
    if (directory.isEmpty()) {
      throw PlashException.of(PythonRepr.of(name) + " names no directory").withHint("write oci:DIRECTORY[:TAG]");
    }
    if (colon >= 0 && !tag.matches(TAG)) {
      throw PlashException.of(PythonRepr.of(tag) + " is no tag of an image")
          .withHint("a tag has letters, digits, `_`, `.` and `-`, at most 128");
    }
    return new LayoutName(directory, tag, isExact ? name.substring(end + 1) : "");
  }

  /** Returns the name in which {@code manifest} stands for the tag. */
  public String at(Descriptor manifest) {
    return PREFIX + directory + "@" + manifest.digestText();
  }
}
