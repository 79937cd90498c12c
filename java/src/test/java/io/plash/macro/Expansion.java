package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.Evaluator;
import io.plash.lang.FakeImages;
import io.plash.lang.FakeMacroHost;
import io.plash.lang.Tokenizer;
import java.util.List;

/** What {@code plash eval WORD...} does with the predefined macros. */
final class Expansion {
  static final String IMAGE = "### plash hint: image=";
  static final String LAYER = "### plash hint: layer\n";

  private final FakeImages images;
  private final FakeMacroHost host;

  Expansion(FakeImages images) {
    this(images, new FakeMacroHost());
  }

  Expansion(FakeMacroHost host) {
    this(new FakeImages(), host);
  }

  private Expansion(FakeImages images, FakeMacroHost host) {
    this.images = images;
    this.host = host;
  }

  static String text(String... words) throws PlashException {
    return new Expansion(new FakeImages()).evaluate(words).text();
  }

  static PlashException failure(String... words) {
    return assertThrows(PlashException.class, () -> text(words));
  }

  EvaluationResult evaluate(String... words) throws PlashException {
    Evaluator evaluator = new Evaluator(PredefinedMacros.table(), images, host);
    return evaluator.evaluate(Tokenizer.tokenize(List.of(words)));
  }
}
