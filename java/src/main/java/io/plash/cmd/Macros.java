package io.plash.cmd;

import io.plash.lang.Evaluated;
import io.plash.lang.Evaluator;
import io.plash.lang.Images;
import io.plash.lang.Tokenizer;
import io.plash.macro.PredefinedMacros;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Evaluates what a command was given: words, or without any the lines of stdin. */
final class Macros {
  private final Evaluator evaluator;

  Macros(Images images) {
    this.evaluator = new Evaluator(PredefinedMacros.table(), images);
  }

  /** The script of {@code words}; a script that came from stdin is never repeatable. */
  Evaluated evaluate(List<String> words) throws PlashException, IOException {
    if (!words.isEmpty()) {
      return evaluator.evaluate(Tokenizer.tokenize(words));
    }
    return new Evaluated(evaluate("stdin", System.in.readAllBytes()).text(), false);
  }

  /** The script of a text, one line a word; {@code name} is what a message calls it. */
  Evaluated evaluate(String name, byte[] text) throws PlashException {
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
      return evaluator.evaluate(Tokenizer.tokenize(Tokenizer.lines(decoded)));
    } catch (CharacterCodingException e) {
      throw PlashException.of(name + " is not valid UTF-8", e);
    }
  }
}
