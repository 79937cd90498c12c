package io.plash.engine;

import io.plash.failure.PlashException;
import io.plash.text.PercentEncoding;
import io.plash.text.PythonRepr;

/** Writes names of images as parts of request targets. */
final class RequestPath {
  private static final String PLAIN = "-._~/:@";

  private RequestPath() {}

  /** Returns {@code image} as a part of a path, with its slashes. A name that leads elsewhere is refused. */
  static String image(String image) throws PlashException {
    for (String part : image.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw PlashException.of("no name of an image: " + PythonRepr.of(image));
      }
    }
    return PercentEncoding.encode(image, PLAIN);
  }

  /** Returns {@code NAME=VALUE} as a part of a query. */
  static String query(String name, String value) {
    return name + "=" + PercentEncoding.encode(value, "-._~");
  }

  /** Returns {@code image} with a tag, since an engine that is told none fetches all images of that name. */
  static String tagged(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return last.indexOf(':') >= 0 || last.indexOf('@') >= 0 ? image : image + ":latest";
  }
}
