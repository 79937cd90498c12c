package io.plash.lang;

import io.plash.text.PythonRepr;
import java.util.Optional;

/**
 * A line of a script that speaks to plash and is a comment to the shell. A hint fills its line: the
 * same words in the middle of a command mean nothing.
 */
public record Hint(String name, Optional<String> value) {
  /** Ends a layer; has no value. */
  public static final String LAYER = "layer";
  /** The image to build upon; the last one counts. */
  public static final String IMAGE = "image";
  /** The program that plash-exec starts; the last one counts. */
  public static final String EXEC = "exec";
  /** A variable that plash-exec passes on; all of them count. */
  public static final String USE_ENV = "use-env";

  private static final String MARK = "### plash hint: ";

  /** Refuses a name or value that would not be read back as written. */
  public Hint {
    Optional<String> defect = defect(name, value);
    if (defect.isPresent()) {
      throw new IllegalArgumentException(defect.get());
    }
  }

  /** The hint a macro wants to give, which is that macro's failure when it can not be written. */
  public static Hint of(String name, Optional<String> value) throws MacroException {
    Optional<String> defect = defect(name, value);
    if (defect.isPresent()) {
      throw MacroException.of("ValueError", defect.get());
    }
    return new Hint(name, value);
  }

  /** As {@link #of(String, Optional)}, with a value. */
  public static Hint of(String name, String value) throws MacroException {
    return of(name, Optional.of(value));
  }

  /** The hint that ends a layer. */
  public static Hint layer() {
    return new Hint(LAYER, Optional.empty());
  }

  /** The hint that {@code line}, given without its newline, is; nothing for any other line. */
  public static Optional<Hint> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    int equals = line.indexOf('=', MARK.length());
    String name = line.substring(MARK.length(), equals < 0 ? line.length() : equals);
    Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(line.substring(equals + 1));
    return defect(name, value).isPresent() ? Optional.empty() : Optional.of(new Hint(name, value));
  }

  /** Whether {@code word}, once it stands in quotes in a script, would still be taken for a hint. */
  public static boolean hidesIn(String word) {
    return word.contains("\n" + MARK);
  }

  /** The hint as a line of a script, without its newline. */
  public String line() {
    return value.isPresent() ? MARK + name + "=" + value.get() : MARK + name;
  }

  private static Optional<String> defect(String name, Optional<String> value) {
    if (name.isEmpty()) {
      return Optional.of("hint name is empty");
    }
    if (name.indexOf('\n') >= 0 || name.indexOf('=') >= 0) {
      return Optional.of("hint name holds a newline or '=': " + PythonRepr.of(name));
    }
    if (value.isPresent() && value.get().isEmpty()) {
      return Optional.of("value of hint " + PythonRepr.of(name) + " is empty");
    }
    if (value.isPresent() && value.get().indexOf('\n') >= 0) {
      String shown = PythonRepr.of(value.get());
      return Optional.of("value of hint " + PythonRepr.of(name) + " holds a newline: " + shown);
    }
    return Optional.empty();
  }
}
