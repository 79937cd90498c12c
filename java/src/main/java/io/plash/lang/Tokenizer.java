package io.plash.lang;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the build language into macro calls. A command line is parsed by the same rules as a plashfile: each
 * argument is one line, which may then hold newlines.
 */
public final class Tokenizer {
  private static final String SHEBANG = "#!/";
  private static final String COMMENT = "--#";
  private static final String EMPTY_ARGUMENT = "--\\";
  private static final String ESCAPE = "--\\ ";
  private static final String LONG = "--";
  private static final String SHORT = "-";

  private final List<WrittenCall> calls = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final ScriptSource source;
  private String name;
  private String word;
  private int opened;
  private int at;
  private int empties;

  private Tokenizer(ScriptSource source) {
    this.source = source;
  }

  /** Parses {@code lines}. A shebang in the first line is skipped. */
  public static List<MacroCall> tokenize(List<String> lines) throws PlashException {
    List<MacroCall> calls = new ArrayList<>();
    for (WrittenCall written : parse(ScriptSource.COMMAND, lines)) {
      calls.add(written.call());
    }
    return calls;
  }

  /** Does the same, and tells how the calls were written. */
  static List<WrittenCall> parse(ScriptSource source, List<String> lines) throws PlashException {
    Tokenizer tokenizer = new Tokenizer(source);
    for (String line : lines) {
      tokenizer.at++;
      if (tokenizer.at > 1 || !line.startsWith(SHEBANG)) {
        tokenizer.line(line);
      }
    }
    tokenizer.close();
    return tokenizer.calls;
  }

  /** Splits {@code text} at newlines, which are dropped; a carriage return stays. */
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
      throw failure("no line can hold a NUL character", line);
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
      for (String argument : words.subList(1, words.size())) {
        argument(argument);
      }
    } else {
      token(line);
    }
  }

  private void escaped(String argument) throws PlashException {
    if (name == null) {
      throw failure("first token can not be escaped", argument);
    }
    argument(argument);
  }

  private void argument(String argument) {
    arguments.add(argument);
  }

  private void token(String token) throws PlashException {
    if (token.startsWith(LONG)) {
      open(token.substring(LONG.length()), token);
    } else if (token.startsWith(SHORT) && !token.equals(SHORT)) {
      openEach(token.substring(SHORT.length()), token);
    } else if (token.isEmpty()) {
      empties++;
    } else if (name == null) {
      PlashException unopened = failure("first token must be an action prefixed by two dashes", token);
      throw token.startsWith("#") ? unopened.withHint("a comment begins with --#") : unopened;
    } else {
      argument(token);
    }
  }

  // Opens one macro for each letter, so that -Ax means -A -x.
  private void openEach(String letters, String token) {
    int start = 0;
    while (start < letters.length()) {
      int end = letters.offsetByCodePoints(start, 1);
      open(letters.substring(start, end), token);
      start = end;
    }
  }

  private void open(String next, String token) {
    close();
    name = next;
    word = token;
    opened = at;
  }

  private void close() {
    if (name != null) {
      calls.add(new WrittenCall(new MacroCall(name, arguments), word, opened, empties));
      arguments.clear();
    }
    empties = 0;
  }

  private PlashException failure(String problem, String token) {
    return PlashException.of(source.prefix(at) + "parse: " + problem + " (got " + PythonRepr.of(token) + ")");
  }

  // Splits a line at runs of white space. A line with a dash in front has at least one word.
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

  // White space is what Python's str.split() splits at, because the 2018 interface was written with it.
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
