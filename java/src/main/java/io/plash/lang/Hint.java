package io.plash.lang;

import io.plash.text.PythonRepr;
import java.util.Optional;

/**
 * A hint: a line of a build script that is a comment to the shell and a message to plash. It fills its line;
 * the same words in the middle of a command have no meaning.
 */
public record Hint(String name, Optional<String> value) {
  /** The name of the hint that ends a layer; it has no value. */
  public static final String LAYER = "layer";
  /** The name of the hint for the image to build upon; the last such hint counts. */
  public static final String IMAGE = "image";
  /** The name of the hint for the program that plash-exec starts; the last such hint counts. */
  public static final String EXEC = "exec";
  /** The name of the hint for a variable that plash-exec passes on; all such hints count. */
  public static final String USE_ENV = "use-env";

  private static final String MARK = "### plash hint: ";

  /** Refuses a name or value that parsing would not give back. */
  public Hint {
    Optional<String> defect = defect(name, value);
    if (defect.isPresent()) {
      throw new IllegalArgumentException(defect.get());
    }
  }

  /** Makes the hint that a macro wants to write; the macro fails when no line can hold it. */
  public static Hint of(String name, Optional<String> value) throws MacroException {
    Optional<String> defect = defect(name, value);
    if (defect.isPresent()) {
      throw MacroException.of(defect.get());
    }
    return new Hint(name, value);
  }

  /** Makes the hint that a macro wants to write, with a value. */
  public static Hint of(String name, String value) throws MacroException {
    return of(name, Optional.of(value));
  }

  /** Returns the hint that ends a layer. */
  public static Hint layer() {
    return new Hint(LAYER, Optional.empty());
  }

  /** Parses a line without its newline; returns nothing when it is no hint. */
  public static Optional<Hint> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    int equals = line.indexOf('=', MARK.length());
    String name = line.substring(MARK.length(), equals < 0 ? line.length() : equals);
    Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(line.substring(equals + 1));
    return defect(name, value).isPresent() ? Optional.empty() : Optional.of(new Hint(name, value));
  }

  /** Tells whether {@code word}, quoted in a script, would still be parsed as a hint. */
  public static boolean hidesIn(String word) {
    return word.contains("\n" + MARK);
  }

  /** Returns the hint as a line of a script, without the newline. */
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
