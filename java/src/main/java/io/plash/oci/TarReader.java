package io.plash.oci;

import io.plash.oci.TarHeader.Device;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a tar archive in the pax format, as GNU tar writes it with {@code --format=posix}. */
final class TarReader {
  static final int BLOCK = 512;
  static final String XATTR = "SCHILY.xattr."; // how GNU tar and libarchive name an extended attribute
  private static final int MAX_RECORDS = 1 << 20; // what extended attributes of one file take at most, and more
  private static final char RECORDS = 'x';

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private final byte[] buffer = new byte[1 << 16]; // one for all files: most are small
  private long left; // of the content of the last member, with its padding
  private long content; // the same without padding

  TarReader(InputStream in) {
    this.in = in;
  }

  /** Returns the header of the next file, or empty at the end mark. What was not read of the last one is skipped. */
  Optional<TarHeader> next() throws IOException {
    skip();
    Map<String, String> records = new HashMap<>();
    while (true) {
      if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
        throw new EOFException("the archive ends without its end mark");
      }
      if (block[0] == 0) {
        return Optional.empty();
      }
      begin(number(124, 12));
      if (block[156] != RECORDS) {
        TarHeader header = header(records);
        begin(header.size());
        return Optional.of(header);
      }
      records.putAll(records());
    }
  }

  /** Writes the content of the last file to {@code out}. */
  void copyTo(OutputStream out) throws IOException {
    while (content > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, content));
      if (n < 0) {
        throw new EOFException("the archive ends within a file");
      }
      out.write(buffer, 0, n);
      content -= n;
      left -= n;
    }
  }

  private void begin(long size) {
    content = size;
    left = (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private void skip() throws IOException {
    in.skipNBytes(left);
    left = 0;
  }

  // LENGTH, a blank, NAME=VALUE and a newline; LENGTH counts all of it (pax(1)).
  private Map<String, String> records() throws IOException {
    if (content > MAX_RECORDS) {
      throw new IOException("the archive says more of a file than can be");
    }
    String text = new String(in.readNBytes((int) content), StandardCharsets.ISO_8859_1);
    left -= content;
    skip();
    Map<String, String> records = new HashMap<>();
    for (int at = 0; at < text.length();) {
      int blank = text.indexOf(' ', at);
      int end = at + Integer.parseInt(text.substring(at, blank));
      int equals = text.indexOf('=', blank);
      records.put(text.substring(blank + 1, equals), text.substring(equals + 1, end - 1));
      at = end;
    }
    return records;
  }

  private TarHeader header(Map<String, String> records) {
    SortedMap<String, String> attributes = new TreeMap<>();
    records.forEach((name, value) -> {
      if (name.startsWith(XATTR)) {
        attributes.put(name.substring(XATTR.length()), value);
      }
    });
    return new TarHeader(
        (char) block[156],
        records.getOrDefault("path", text(0, 100)),
        records.getOrDefault("linkpath", text(157, 100)),
        (int) number(100, 8),
        number(records.get("uid"), 108, 8),
        number(records.get("gid"), 116, 8),
        number(records.get("size"), 124, 12),
        records.getOrDefault("mtime", Long.toString(number(136, 12))),
        new Device(number(329, 8), number(337, 8)),
        attributes);
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private long number(String record, int from, int length) {
    return record == null ? number(from, length) : Long.parseLong(record);
  }

  private long number(int from, int length) {
    String digits = text(from, length).strip();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
