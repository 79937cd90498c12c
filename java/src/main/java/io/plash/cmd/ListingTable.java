package io.plash.cmd;

import io.plash.terminal.HumanUnits;
import io.plash.text.TerminalText;
import io.plash.value.ContainerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes containers as a table: columns under a header line, in lines of at most {@code width} characters. */
final class ListingTable {
  private static final List<String> FLAT = List.of("ID", "PARENT", "SIZE", "AGE", "KEYS", "MADE BY");
  private static final List<String> TREE = List.of("ID", "SIZE", "AGE", "KEYS", "MADE BY");
  private static final int KEYS_WIDTH = 24;
  private static final int DIGEST_DIGITS = 64;
  private static final int SHOWN_DIGITS = 12;
  private static final String NOTHING = "-";
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
    List<List<String>> rows = new ArrayList<>(List.of(FLAT));
    for (ListedContainer listing : listings) {
      rows.add(row(listing, List.of(listing.id().toString(), listing.parent().toString())));
    }
    return text(rows, 4);
  }

  /** Returns the table with each container below the one that it is built upon. */
  String tree(List<ListedContainer> listings) {
    Set<ContainerId> listed = new HashSet<>();
    listings.forEach(listing -> listed.add(listing.id()));
    Map<ContainerId, List<ListedContainer>> children = new HashMap<>();
    for (ListedContainer listing : listings) {
      ContainerId parent = listed.contains(listing.parent()) ? listing.parent() : ContainerId.ROOT;
      children.computeIfAbsent(parent, id -> new ArrayList<>()).add(listing);
    }
    List<List<String>> rows = new ArrayList<>(List.of(TREE));
    for (ListedContainer top : children.getOrDefault(ContainerId.ROOT, List.of())) {
      rows.add(row(top, List.of(top.id().toString())));
      branch(rows, children, top, "");
    }
    return text(rows, 0);
  }

  private void branch(
      List<List<String>> rows, Map<ContainerId, List<ListedContainer>> children, ListedContainer parent,
      String indent) {
    List<ListedContainer> layers = children.getOrDefault(parent.id(), List.of());
    for (int at = 0; at < layers.size(); at++) {
      boolean last = at == layers.size() - 1;
      rows.add(row(layers.get(at), List.of(indent + (last ? "`-" : "|-") + layers.get(at).id())));
      branch(rows, children, layers.get(at), indent + (last ? "  " : "| "));
    }
  }

  private List<String> row(ListedContainer listing, List<String> ids) {
    List<String> row = new ArrayList<>(ids);
    row.add(listing.size().isPresent() ? HumanUnits.bytes(listing.size().getAsLong()) : NOTHING);
    row.add(age(Math.max(0, Duration.between(listing.created(), now).getSeconds())));
    row.add(keys(listing.keys()));
    row.add(TerminalText.line(firstLine(listing.madeBy())));
    return row;
  }

  // Columns are as wide as their widest cell; the last one is cut at the width of the table. The first `numbers`
  // columns are aligned to the right, and so are sizes and ages.
  private String text(List<List<String>> rows, int numbers) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int at = 0; at < columns; at++) {
        widths[at] = Math.max(widths[at], length(row.get(at)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int at = 0; at < columns - 1; at++) {
        String gap = " ".repeat(widths[at] - length(row.get(at)));
        boolean right = at < numbers || at == columns - 3 || at == columns - 4;
        line.append(right ? gap : "").append(row.get(at)).append(right ? "" : gap).append("  ");
      }
      line.append(row.get(columns - 1));
      out.append(shortened(line.toString().stripTrailing(), width)).append('\n');
    }
    return out.toString();
  }

  private static String keys(List<String> keys) {
    List<String> shown = new ArrayList<>();
    for (String key : keys) {
      int digest = key.length() - DIGEST_DIGITS;
      boolean isDigest = digest > 0 && key.charAt(digest - 1) == ':';
      shown.add(TerminalText.line(isDigest ? key.substring(0, digest + SHOWN_DIGITS) : key));
    }
    return shown.isEmpty() ? NOTHING : shortened(String.join(",", shown), KEYS_WIDTH);
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

  private static String firstLine(String text) {
    String stripped = text.strip();
    int end = stripped.indexOf('\n');
    return end < 0 ? stripped : stripped.substring(0, end) + " ...";
  }

  private static String shortened(String text, int longest) {
    if (length(text) <= longest) {
      return text;
    }
    int end = text.offsetByCodePoints(0, Math.max(0, longest - 3));
    return text.substring(0, end) + "...";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
