package io.plash.macro;

import io.plash.lang.MacroException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into words as Python's {@code shlex.split} does, which the 2018 interface used: by the quoting
 * rules of sh, without expansions.
 */
final class WordSplit {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private WordSplit(String text) {
    this.text = text;
  }

  /** Splits {@code text} at blanks, tabs and newlines, and removes quotes and backslashes. */
  static List<String> split(String text) throws MacroException {
    return new WordSplit(text).words();
  }

  private List<String> words() throws MacroException {
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      switch (c) {
        case ' ', '\t', '\r', '\n' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> {
          inWord = true;
          word.append(escaped());
        }
        default -> {
          inWord = true;
          word.append(c);
        }
      }
    }
    endWord();
    return words;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void singleQuoted() throws MacroException {
    inWord = true;
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw unclosed();
    }
    word.append(text, at, end);
    at = end + 1;
  }

  // Between double quotes a backslash only escapes a double quote or a backslash.
  private void doubleQuoted() throws MacroException {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        c = escaped();
        word.append(c == '"' || c == '\\' ? "" : "\\");
      }
      word.append(c);
    }
    throw unclosed();
  }

  private char escaped() throws MacroException {
    if (at == text.length()) {
      throw MacroException.of("nothing follows the last backslash");
    }
    char c = text.charAt(at);
    at++;
    return c;
  }

  private static MacroException unclosed() {
    return MacroException.of("a quotation is not closed");
  }
}
