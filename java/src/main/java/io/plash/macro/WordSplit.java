package io.plash.macro;

import io.plash.lang.MacroException;
import java.util.ArrayList;
import java.util.List;

/** Splits a text into words as Python's {@code shlex.split} does, which 2018 used: sh's quotes, no more. */
final class WordSplit {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private WordSplit(String text) {
    this.text = text;
  }

  /** The words between blanks, tabs and newlines, without their quotes and backslashes. */
  static List<String> split(String text) throws MacroException {
    return new WordSplit(text).words();
  }

  private List<String> words() throws MacroException {
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      switch (c) {
        case ' ', '\t', '\r', '\n' -> endWord();
        case '\'' -> single();
        case '"' -> twofold();
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

  private void single() throws MacroException {
    inWord = true;
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw unclosed();
    }
    word.append(text, at, end);
    at = end + 1;
  }

  // A backslash between double quotes is one, unless another or a quote follows.
  private void twofold() throws MacroException {
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
      throw MacroException.of("ValueError", "nothing follows the last backslash");
    }
    char c = text.charAt(at);
    at++;
    return c;
  }

  private static MacroException unclosed() {
    return MacroException.of("ValueError", "a quotation is not closed");
  }
}
