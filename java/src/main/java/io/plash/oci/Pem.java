package io.plash.oci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a file in the PEM form, as openssl(1) writes keys.
 *
 * @param label what stands behind BEGIN, such as {@code PUBLIC KEY}
 * @param bytes what the block holds, which nobody changes
 */
record Pem(String label, byte[] bytes) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** Returns the blocks of {@code text}. What stands between them is for people. */
  static List<Pem> parse(String text) throws IOException {
    List<Pem> blocks = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    String label = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(BEGIN) && line.endsWith(DASHES) && label.isEmpty()) {
        label = line.substring(BEGIN.length(), line.length() - DASHES.length());
        body.setLength(0);
      } else if (!label.isEmpty() && line.equals(END + label + DASHES)) {
        blocks.add(new Pem(label, decoded(body.toString())));
        label = "";
      } else if (!label.isEmpty()) {
        body.append(line);
      }
    }
    if (!label.isEmpty()) {
      throw new IOException("a key in it has no end");
    }
    return blocks;
  }

  private static byte[] decoded(String body) throws IOException {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new IOException("a key in it is damaged", e);
    }
  }
}
