package io.plash.host;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.Characters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A range of ids that the administrator lets a user map, from a line of subuid(5) or subgid(5). */
public record SubordinateIds(long first, long count) {
  private static final long MAX_ID = 0xfffffffeL;
  private static final SubordinateIds ROOT = new SubordinateIds(0, 1);

  /**
   * Returns all ids that {@code file} gives to the user, by name or by number, in the order of its lines. As for
   * newuidmap(1), a line in a wrong format gives none; no id comes twice. Root's is left out: where it is mapped to
   * another id than 0, its set-uid programs, such as mount(8), work no longer.
   */
  static List<SubordinateIds> all(Path file, String name, long uid) throws PlashException {
    List<SubordinateIds> all = new ArrayList<>();
    for (String[] fields : lines(file, name, uid)) {
      Optional<SubordinateIds> ids = parse(fields);
      if (ids.isPresent()) {
        for (SubordinateIds part : ids.get().without(List.of(ROOT))) {
          all.addAll(part.without(all));
        }
      }
    }
    return all;
  }

  /** Returns the range that the fields of a line give; empty when they give none. */
  static Optional<SubordinateIds> parse(String... fields) {
    if (fields.length != 3 || !isNumber(fields[1]) || !isNumber(fields[2])) {
      return Optional.empty();
    }
    SubordinateIds ids = new SubordinateIds(Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    return ids.isUsable() ? Optional.of(ids) : Optional.empty();
  }

  /**
   * Tells whether {@link #all} are what unshare(1) maps, which uses only the first line of {@code file} about the user,
   * with root's id.
   */
  static boolean areThoseOfUnshare(Path file, String name, long uid) throws PlashException {
    List<String[]> lines = lines(file, name, uid);
    if (lines.size() != 1) {
      return false;
    }
    Optional<SubordinateIds> ids = parse(lines.get(0));
    return ids.isEmpty() || !ROOT.overlaps(ids.get());
  }

  /**
   * Returns the map of user_namespaces(7), with commas between all numbers. The id {@code own} becomes 0, and the
   * ranges follow from 1.
   */
  static String map(long own, List<SubordinateIds> ranges) {
    StringBuilder map = new StringBuilder("0," + own + ",1");
    long next = 1;
    for (SubordinateIds range : ranges) {
      for (SubordinateIds part : range.without(List.of(new SubordinateIds(own, 1)))) {
        map.append(',').append(next).append(',').append(part.first).append(',').append(part.count);
        next += part.count;
      }
    }
    return map.toString();
  }

  /** Returns the ranges of other users in {@code file} that have an id of this user, as {@code RANGE of OWNER}. */
  static List<String> shared(Path file, String name, long uid) throws PlashException {
    List<SubordinateIds> own = all(file, name, uid);
    List<String> shared = new ArrayList<>();
    for (String[] fields : lines(file)) {
      Optional<SubordinateIds> ids = parse(fields);
      if (ids.isPresent() && !isOf(fields[0], name, uid) && own.stream().anyMatch(ids.get()::overlaps)) {
        shared.add(ids.get() + " of " + fields[0]);
      }
    }
    return shared;
  }

  private static List<String[]> lines(Path file, String name, long uid) throws PlashException {
    List<String[]> lines = new ArrayList<>(); // no lambda: the first that a JVM links takes milliseconds
    for (String[] fields : lines(file)) {
      if (fields.length >= 2 && isOf(fields[0], name, uid)) {
        lines.add(fields);
      }
    }
    return lines;
  }

  /** Returns the fields of each line of {@code file}, such as passwd(5); none where there is no file. */
  static List<String[]> lines(Path file) throws PlashException {
    List<String[]> lines = new ArrayList<>();
    try {
      for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
        lines.add(line.split(":", -1));
      }
      return lines;
    } catch (NoSuchFileException e) {
      return lines;
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }

  private static boolean isOf(String owner, String name, long uid) {
    return owner.equals(name) || owner.equals(Long.toString(uid));
  }

  /** Returns whether there is an id in both. */
  boolean overlaps(SubordinateIds other) {
    return first < other.end() && other.first < end();
  }

  /** Returns the first id behind it. */
  long end() {
    return first + count;
  }

  /** Returns the range as usermod(8) takes it: {@code FIRST-LAST}. */
  @Override
  public String toString() {
    return first + "-" + (end() - 1);
  }

  // Returns the parts of this range that lie in none of the others.
  private List<SubordinateIds> without(List<SubordinateIds> others) {
    List<SubordinateIds> parts = List.of(this);
    for (SubordinateIds other : others) {
      List<SubordinateIds> left = new ArrayList<>();
      for (SubordinateIds part : parts) {
        long end = part.first + part.count;
        long below = Math.min(end, other.first) - part.first;
        long above = Math.max(part.first, other.first + other.count);
        if (below > 0) {
          left.add(new SubordinateIds(part.first, below));
        }
        if (end > above) {
          left.add(new SubordinateIds(above, end - above));
        }
      }
      parts = left;
    }
    return parts;
  }

  private boolean isUsable() {
    return count > 0 && first + count - 1 <= MAX_ID;
  }

  static boolean isNumber(String text) {
    return Characters.areDigits(text) && text.length() < 12; // few enough digits for a long
  }
}
