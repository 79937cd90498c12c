package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.lang.Evaluated;
import io.plash.lang.Evaluator;
import io.plash.lang.FakeImages;
import io.plash.lang.Tokenizer;
import io.plash.value.PlashException;
import java.util.List;

/** What {@code plash eval WORD...} does with the predefined macros. */
final class Expansion {
  static final String IMAGE = "### plash hint: image=";
  static final String LAYER = "### plash hint: layer\n";

  private final FakeImages images;

  Expansion(FakeImages images) {
    this.images = images;
  }

  static String text(String... words) throws PlashException {
    return new Expansion(new FakeImages()).evaluate(words).text();
  }

  static PlashException failure(String... words) {
    return assertThrows(PlashException.class, () -> text(words));
  }

  Evaluated evaluate(String... words) throws PlashException {
    return new Evaluator(PredefinedMacros.table(), images).evaluate(Tokenizer.tokenize(List.of(words)));
  }
}
