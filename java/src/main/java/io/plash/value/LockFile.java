package io.plash.value;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a lock file says: for each image that a build takes from elsewhere, of which bytes it is made. The file has a
 * first line with its version, then a line for each image and architecture, sorted by bytes.
 */
public record LockFile(List<LockLine> lines) {
  /** A file without a line for any image. */
  public static final LockFile EMPTY = new LockFile(List.of());

  private static final String FORMAT = "# plash-lock ";
  private static final String HEADER = FORMAT + "1";
  private static final List<String> CONFLICT = List.of("<<<<<<<", "=======", ">>>>>>>", "|||||||");
  private static final Comparator<LockLine> ORDER = Comparator.comparing(LockLine::text);

  /** Copies and sorts the lines. */
  public LockFile {
    List<LockLine> sorted = new ArrayList<>(lines);
    sorted.sort(ORDER);
    lines = List.copyOf(sorted);
  }

  /** Parses the text of a file, whose lines end in newlines; {@code name} is what messages call the file. */
  public static LockFile parse(String name, String text) throws PlashException {
    String[] lines = text.split("\n", -1);
    requireHeader(name, lines[0]);
    List<LockLine> parsed = new ArrayList<>();
    Set<String> subjects = new HashSet<>();
    for (int at = 1; at < lines.length; at++) {
      if (lines[at].isEmpty()) {
        continue;
      }
      String place = name + ":" + (at + 1) + ": ";
      requireNoConflict(place, lines[at]);
      Optional<LockLine> line = LockLine.parse(lines[at]);
      if (line.isEmpty()) {
        throw PlashException.of(place + "no line of a lock file").withHint("only plash lock writes such files");
      }
      if (!subjects.add(line.get().subject())) {
        throw PlashException.of(place + "a second line for " + line.get().subject())
            .withHint("delete one of them; plash lock adds what is missing");
      }
      parsed.add(line.get());
    }
    return new LockFile(parsed);
  }

  private static void requireHeader(String name, String first) throws PlashException {
    if (!first.equals(HEADER)) {
      requireNoConflict(name + ":1: ", first);
      throw first.startsWith(FORMAT)
          ? PlashException.of(name + ":1: a lock file of another version of plash: "
              + PythonRepr.of(first.substring(2)))
          : PlashException.of(name + ":1: no lock file: its first line is not " + HEADER);
    }
  }

  private static void requireNoConflict(String place, String line) throws PlashException {
    for (String mark : CONFLICT) {
      if (line.startsWith(mark)) {
        throw PlashException.of(place + "the mark of a merge conflict")
            .withHint("keep one line for each image; plash lock adds what is missing");
      }
    }
  }

  /** Returns the line for the image {@code name} of the place {@code source} on a machine of this architecture. */
  public Optional<LockLine> find(String source, String name, String architecture) {
    for (LockLine line : lines) {
      if (line.isOf(source, name) && line.isFor(architecture)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Returns the architectures that there is a line for the image for. */
  public List<String> architectures(String source, String name) {
    List<String> found = new ArrayList<>();
    for (LockLine line : lines) {
      if (line.isOf(source, name)) {
        found.add(line.architecture());
      }
    }
    return found;
  }

  /** Returns the text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (LockLine line : lines) {
      text.append(line.text()).append('\n');
    }
    return text.toString();
  }

  /** Returns a file of these lines. */
  public static LockFile of(Collection<LockLine> lines) {
    return new LockFile(List.copyOf(lines));
  }
}
