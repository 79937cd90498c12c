package io.plash.lang;

import io.plash.text.ShellQuote;
import java.util.ArrayList;
import java.util.List;

/** Finds out which slip of the pen a call that failed may be, and says what to write instead. */
final class SlipAdvice {
  private static final String PROGRAM = " is the program to start, it stands behind --: ";

  private final boolean command;

  /** Gives advice to who wrote the words of a {@code command}, or else a file. */
  SlipAdvice(boolean command) {
    this.command = command;
  }

  /** Returns the advice about a call of {@code macro}, which may have got too many or too few arguments; else empty. */
  String about(WrittenCall written, Macro macro) {
    List<String> arguments = written.call().arguments();
    Arity arity = macro.signature().arity();
    if (arguments.size() > arity.most()) {
      return surplus(written, arguments.subList(arity.most(), arguments.size()));
    }
    if (arguments.size() < arity.least() && written.empties() > 0) {
      return "an empty word counts for nothing (is a variable empty?); an empty argument is written --\\";
    }
    return "";
  }

  private String surplus(WrittenCall written, List<String> words) {
    String first = words.get(0);
    if (first.startsWith("#")) {
      return "a comment begins with --#";
    }
    for (String word : words) {
      if (word.startsWith("-")) {
        return command ? "macros are words of their own: put no quotes around two of them"
            : "each macro begins a line of its own";
      }
    }
    if (!command) {
      return "";
    }
    List<String> right = new ArrayList<>(List.of(written.word()));
    right.addAll(written.call().arguments());
    right.add(right.size() - words.size(), "--");
    return "if " + first + PROGRAM + String.join(" ", right.stream().map(ShellQuote::quote).toList());
  }

  /**
   * Returns the advice about a word that begins with a dash and opened {@code written}, when it was to be an argument
   * of the macro that {@code before} calls; else empty. {@code isBehindText} tells whether a line of text is in front.
   */
  static String aboutDash(WrittenCall written, WrittenCall before, boolean isBehindText) {
    String word = written.word();
    if (word.startsWith("--") || word.length() < 2) {
      return "";
    }
    if (!isBehindText) {
      return "a word that begins with a dash is a macro; as an argument it is written '--\\ " + word + "'";
    }
    List<String> told = before.call().arguments();
    List<String> line = new ArrayList<>(List.of(told.get(told.size() - 1), word));
    line.addAll(written.call().arguments());
    return "a word that begins with a dash is a macro; quote the whole line: " + before.word() + " "
        + ShellQuote.quote(String.join(" ", line));
  }
}
