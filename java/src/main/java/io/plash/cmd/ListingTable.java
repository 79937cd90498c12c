package io.plash.cmd;

import io.plash.terminal.HumanUnits;
import io.plash.text.TerminalText;
import io.plash.value.ContainerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes containers as a table: columns under a header line, in lines of at most {@code width} characters. */
final class ListingTable {
  private static final List<String> FLAT = List.of("ID", "PARENT", "SIZE", "AGE", "KEYS", "MADE BY");
  private static final List<String> TREE = List.of("ID", "SIZE", "AGE", "KEYS", "MADE BY");
  private static final int KEYS_TENTHS = 3; // of the width, at most
  private static final int SHORTEST_KEYS = 10;
  private static final int NAME_PART = 8; // a parent's name takes at most an eighth of the width
  private static final int SHORTEST_NAME = 6;
  private static final int TREE_PART = 4; // the lines of the tree take at most a quarter
  private static final int DIGEST_DIGITS = 64;
  private static final int SHOWN_DIGITS = 12;
  private static final String NOTHING = "-";
  private static final String CUT = "...";
  private static final int[] AGES = {60, 60, 24, 365}; // seconds, minutes, hours, days
  private static final String AGE_UNITS = "smhdy";

  private final int width;
  private final Instant now;

  ListingTable(int width, Instant now) {
    this.width = width;
    this.now = now;
  }

  /** Returns the table with one container after the other. */
  String flat(List<ListedContainer> listings) {
    Map<ContainerId, String> names = new HashMap<>();
    for (ListedContainer listing : listings) {
      names.put(listing.id(), name(listing));
    }
    List<List<String>> rows = new ArrayList<>(List.of(FLAT));
    for (ListedContainer listing : listings) {
      String id = listing.parent().toString();
      String parent = listing.parent().equals(ContainerId.ROOT) ? NOTHING : names.getOrDefault(listing.parent(), id);
      rows.add(row(listing, List.of(listing.id().toString(), parent)));
    }
    return text(rows, 1);
  }

  /** Returns the table with each container below the one that it is built upon. */
  String tree(List<ListedContainer> listings) {
    List<List<String>> rows = new ArrayList<>(List.of(TREE));
    for (ListingTree.Row row : ListingTree.of(listings, width / TREE_PART)) {
      rows.add(row(row.listing(), List.of(row.label())));
    }
    return text(rows, 0);
  }

  // The first of its keys that is a name, unless it is long: a part of a name names nothing.
  private String name(ListedContainer listing) {
    for (String key : listing.keys()) {
      if (digest(key) < 0) {
        String name = TerminalText.line(key);
        boolean fits = TerminalText.columns(name) <= Math.max(SHORTEST_NAME, width / NAME_PART);
        return fits ? name : listing.id().toString();
      }
    }
    return listing.id().toString();
  }

  private List<String> row(ListedContainer listing, List<String> ids) {
    List<String> row = new ArrayList<>(ids);
    row.add(listing.size().isPresent() ? HumanUnits.bytes(listing.size().getAsLong()) : NOTHING);
    row.add(age(Math.max(0, Duration.between(listing.created(), now).getSeconds())));
    row.add(keys(listing.keys()));
    row.add(TerminalText.line(TellingLine.of(listing.madeBy())));
    return row;
  }

  // Columns are as wide as their widest cell; the last one is cut at the width of the table. The first `numbers`
  // columns are aligned to the right, and so are sizes and ages.
  private String text(List<List<String>> rows, int numbers) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int at = 0; at < columns; at++) {
        widths[at] = Math.max(widths[at], TerminalText.columns(row.get(at)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int at = 0; at < columns - 1; at++) {
        String gap = " ".repeat(widths[at] - TerminalText.columns(row.get(at)));
        boolean right = at < numbers || at == columns - 3 || at == columns - 4;
        line.append(right ? gap : "").append(row.get(at)).append(right ? "" : gap).append("  ");
      }
      line.append(row.get(columns - 1));
      out.append(shortened(line.toString().stripTrailing(), width)).append('\n');
    }
    return out.toString();
  }

  private String keys(List<String> keys) {
    List<String> shown = new ArrayList<>();
    for (String key : keys) {
      int digest = digest(key);
      shown.add(TerminalText.line(digest < 0 ? key : key.substring(0, digest + SHOWN_DIGITS)));
    }
    int longest = Math.max(SHORTEST_KEYS, width * KEYS_TENTHS / 10);
    return shown.isEmpty() ? NOTHING : shortened(String.join(",", shown), longest);
  }

  // Where the digest begins that a key ends with, or -1.
  private static int digest(String key) {
    int digest = key.length() - DIGEST_DIGITS;
    return digest > 0 && key.charAt(digest - 1) == ':' ? digest : -1;
  }

  /** Returns a number of seconds in the largest unit that it fills, such as {@code 59s}, {@code 3m} or {@code 12d}. */
  static String age(long seconds) {
    long number = seconds;
    int unit = 0;
    while (unit < AGES.length && number >= AGES[unit]) {
      number /= AGES[unit];
      unit++;
    }
    return number + AGE_UNITS.substring(unit, unit + 1);
  }

  private static String shortened(String text, int longest) {
    return TerminalText.columns(text) <= longest ? text : TerminalText.cut(text, longest - CUT.length()) + CUT;
  }
}
