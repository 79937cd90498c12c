package io.plash.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a tar archive in the pax format. The same headers and contents give the same bytes, whoever writes them where,
 * since nothing in it is of the moment.
 */
final class TarWriter {
  private static final int NAME = 100;
  private static final long MOST_ID = 07777777;
  private static final long MOST_SIZE = 077777777777L;
  private static final byte[] ZEROS = new byte[TarReader.BLOCK];
  private static final TarHeader RECORDS = TarHeader.empty("PaxHeaders/of-next");

  private final OutputStream out;
  private long padding;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes {@code header}. What the caller writes to the stream behind it is the content, of the size it tells. */
  void write(TarHeader header) throws IOException {
    pad();
    StringBuilder records = new StringBuilder();
    records(header).forEach((name, value) -> records.append(record(name, value)));
    if (records.length() > 0) {
      byte[] bytes = records.toString().getBytes(StandardCharsets.ISO_8859_1);
      block(RECORDS, 'x', bytes.length);
      out.write(bytes);
      pad();
    }
    block(header, header.type(), header.size());
  }

  /** Writes the end mark. */
  void end() throws IOException {
    pad();
    out.write(ZEROS);
    out.write(ZEROS);
  }

  private void pad() throws IOException {
    out.write(ZEROS, 0, (int) padding);
    padding = 0;
  }

  // What the header has no place for, in the order of names.
  private static SortedMap<String, String> records(TarHeader header) {
    SortedMap<String, String> records = new TreeMap<>();
    header.attributes().forEach((name, value) -> records.put(TarReader.XATTR + name, value));
    put(records, "path", header.name(), isLong(header.name()));
    put(records, "linkpath", header.link(), isLong(header.link()));
    put(records, "uid", Long.toString(header.uid()), header.uid() > MOST_ID);
    put(records, "gid", Long.toString(header.gid()), header.gid() > MOST_ID);
    put(records, "size", Long.toString(header.size()), header.size() > MOST_SIZE);
    put(records, "mtime", header.time(), seconds(header.time()).isEmpty());
    return records;
  }

  private static void put(Map<String, String> records, String name, String value, boolean isNeeded) {
    if (isNeeded) {
      records.put(name, value);
    }
  }

  // A name beyond ASCII is a record, by which readers know its encoding.
  private static boolean isLong(String name) {
    return name.length() > NAME || !name.chars().allMatch(c -> c < 128);
  }

  // The time as the header can have it; empty when it cannot.
  private static String seconds(String time) {
    boolean isWhole = !time.isEmpty() && time.length() <= 11 && time.chars().allMatch(Character::isDigit);
    return isWhole && Long.parseLong(time) <= MOST_SIZE ? time : "";
  }

  // The length counts its own digits.
  private static String record(String name, String value) {
    int rest = name.length() + value.length() + 3; // blank, equals sign, newline
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return length + " " + name + "=" + value + "\n";
  }

  private void block(TarHeader header, char type, long size) throws IOException {
    byte[] block = new byte[TarReader.BLOCK];
    text(block, 0, NAME, header.name());
    octal(block, 100, 8, header.mode());
    octal(block, 108, 8, Math.min(header.uid(), MOST_ID));
    octal(block, 116, 8, Math.min(header.gid(), MOST_ID));
    octal(block, 124, 12, Math.min(size, MOST_SIZE));
    String seconds = seconds(header.time());
    octal(block, 136, 12, seconds.isEmpty() ? 0 : Long.parseLong(seconds));
    block[156] = (byte) type;
    text(block, 157, NAME, header.link());
    text(block, 257, 8, "ustar\00000");
    octal(block, 329, 8, header.device().major());
    octal(block, 337, 8, header.device().minor());
    int sum = 8 * ' '; // the sum counts its own field as blanks
    for (byte b : block) {
      sum += b & 0xff;
    }
    text(block, 148, 8, String.format("%06o\0 ", sum));
    out.write(block);
    padding = (TarReader.BLOCK - size % TarReader.BLOCK) % TarReader.BLOCK;
  }

  private static void text(byte[] block, int from, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, from, Math.min(length, bytes.length));
  }

  private static void octal(byte[] block, int from, int length, long number) {
    String digits = Long.toOctalString(number);
    text(block, from, length - 1, "0".repeat(Math.max(0, length - 1 - digits.length())) + digits);
  }
}
