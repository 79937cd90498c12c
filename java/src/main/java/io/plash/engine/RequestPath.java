package io.plash.engine;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.nio.charset.StandardCharsets;

/** Names of images in request lines: what is no plain character is percent-encoded (RFC 3986). */
final class RequestPath {
  private static final String PLAIN = "-._~/:@";
  private static final String HEX = "0123456789ABCDEF";

  private RequestPath() {}

  /** The path of {@code image}, whose slashes are part of it. A name that leads elsewhere is refused. */
  static String image(String image) throws PlashException {
    for (String part : image.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw PlashException.of("no name of an image: " + PythonRepr.of(image));
      }
    }
    return encoded(image, PLAIN);
  }

  /** One member of a query. */
  static String query(String name, String value) {
    return name + "=" + encoded(value, "-._~");
  }

  /** {@code image} with a tag: an engine that is told none fetches all there are. */
  static String tagged(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return last.indexOf(':') >= 0 || last.indexOf('@') >= 0 ? image : image + ":latest";
  }

  private static String encoded(String text, String plain) {
    StringBuilder out = new StringBuilder();
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (next & 0xff);
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || plain.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }
}
