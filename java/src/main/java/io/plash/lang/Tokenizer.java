package io.plash.lang;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the build language: lines in, macro calls out. A command line is read by the same rules as
 * a plashfile, each of its arguments being one line (which may then hold newlines).
 */
public final class Tokenizer {
  private static final String SHEBANG = "#!/";
  private static final String COMMENT = "--#";
  private static final String EMPTY_ARGUMENT = "--\\";
  private static final String ESCAPE = "--\\ ";
  private static final String LONG = "--";
  private static final String SHORT = "-";

  private final List<MacroCall> calls = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private String name;

  private Tokenizer() {}

  /** The calls written by {@code lines}; a shebang in the very first line is not part of them. */
  public static List<MacroCall> tokenize(List<String> lines) throws PlashException {
    Tokenizer tokenizer = new Tokenizer();
    boolean first = true;
    for (String line : lines) {
      if (!first || !line.startsWith(SHEBANG)) {
        tokenizer.line(line);
      }
      first = false;
    }
    tokenizer.close();
    return tokenizer.calls;
  }

  /** The lines of a text: only the newlines are taken away, a carriage return stays. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private void line(String line) throws PlashException {
    if (line.indexOf('\0') >= 0) {
      throw PlashException.of("parse: no line can hold a NUL character (got " + PythonRepr.of(line) + ")");
    }
    if (line.startsWith(COMMENT)) {
      return;
    }
    if (line.equals(EMPTY_ARGUMENT)) {
      escaped("");
    } else if (line.startsWith(ESCAPE)) {
      escaped(line.substring(ESCAPE.length()));
    } else if (line.startsWith(SHORT)) {
      List<String> words = words(line);
      token(words.get(0));
      arguments.addAll(words.subList(1, words.size()));
    } else {
      token(line);
    }
  }

  private void escaped(String argument) throws PlashException {
    if (name == null) {
      throw unopened("first token can not be escaped", argument);
    }
    arguments.add(argument);
  }

  private void token(String token) throws PlashException {
    if (token.startsWith(LONG)) {
      open(token.substring(LONG.length()));
    } else if (token.startsWith(SHORT) && !token.equals(SHORT)) {
      openEach(token.substring(SHORT.length()));
    } else if (!token.isEmpty()) {
      if (name == null) {
        throw unopened("first token must be an action prefixed by two dashes", token);
      }
      arguments.add(token);
    }
  }

  /** Opens one macro per letter, so that {@code -Ax} is {@code -A -x}. */
  private void openEach(String letters) {
    int at = 0;
    while (at < letters.length()) {
      int end = letters.offsetByCodePoints(at, 1);
      open(letters.substring(at, end));
      at = end;
    }
  }

  private void open(String next) {
    close();
    name = next;
  }

  private void close() {
    if (name != null) {
      calls.add(new MacroCall(name, arguments));
      arguments.clear();
    }
  }

  private static PlashException unopened(String problem, String token) {
    return PlashException.of("parse: " + problem + " (got " + PythonRepr.of(token) + ")");
  }

  /** The words between runs of white space; at least one for a line that holds anything else. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int at = 0; at < line.length(); at++) {
      if (isBlank(line.charAt(at))) {
        if (start >= 0) {
          words.add(line.substring(start, at));
        }
        start = -1;
      } else if (start < 0) {
        start = at;
      }
    }
    if (start >= 0) {
      words.add(line.substring(start));
    }
    return words;
  }

  /** White space as Python's {@code str.split()} knows it, which wrote the rules. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
