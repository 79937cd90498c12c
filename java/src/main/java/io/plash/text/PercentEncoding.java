package io.plash.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The encoding of text in URLs (RFC 3986): a byte of its UTF-8 is written as {@code %} and two hex digits. */
public final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";
  private static final int HEX_BASE = 16;
  private static final int NIBBLE_BITS = 4;

  private PercentEncoding() {}

  /** Returns {@code text} encoded, except for ASCII letters, ASCII digits and the characters of {@code plain}. */
  public static String encode(String text, String plain) {
    StringBuilder out = new StringBuilder();
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (next & 0xff);
      if (Characters.isAsciiLetterOrDigit(c) || plain.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> NIBBLE_BITS)).append(HEX.charAt(c % HEX_BASE));
      }
    }
    return out.toString();
  }

  /** Returns the bytes that {@code text} encodes. A {@code %} without two hex digits behind it stands for itself. */
  public static byte[] decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at++) {
      int high = at + 2 < bytes.length && bytes[at] == '%' ? Character.digit(bytes[at + 1], HEX_BASE) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[at + 2], HEX_BASE);
      out.write(low < 0 ? bytes[at] : high << NIBBLE_BITS | low);
      at += low < 0 ? 0 : 2;
    }
    return out.toByteArray();
  }
}
