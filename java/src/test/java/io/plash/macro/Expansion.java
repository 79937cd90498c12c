package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.lang.Evaluated;
import io.plash.lang.Evaluator;
import io.plash.lang.FakeImages;
import io.plash.lang.FakeSurroundings;
import io.plash.lang.Tokenizer;
import io.plash.value.PlashException;
import java.util.List;

/** What {@code plash eval WORD...} does with the predefined macros. */
final class Expansion {
  static final String IMAGE = "### plash hint: image=";
  static final String LAYER = "### plash hint: layer\n";

  private final FakeImages images;
  private final FakeSurroundings surroundings;

  Expansion(FakeImages images) {
    this(images, new FakeSurroundings());
  }

  Expansion(FakeSurroundings surroundings) {
    this(new FakeImages(), surroundings);
  }

  private Expansion(FakeImages images, FakeSurroundings surroundings) {
    this.images = images;
    this.surroundings = surroundings;
  }

  static String text(String... words) throws PlashException {
    return new Expansion(new FakeImages()).evaluate(words).text();
  }

  static PlashException failure(String... words) {
    return assertThrows(PlashException.class, () -> text(words));
  }

  Evaluated evaluate(String... words) throws PlashException {
    Evaluator evaluator = new Evaluator(PredefinedMacros.table(), images, surroundings);
    return evaluator.evaluate(Tokenizer.tokenize(List.of(words)));
  }
}
