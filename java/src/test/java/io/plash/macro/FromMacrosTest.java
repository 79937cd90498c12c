package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.lang.Arity;
import io.plash.lang.Evaluated;
import io.plash.lang.Evaluation;
import io.plash.lang.Evaluator;
import io.plash.lang.FakeImages;
import io.plash.lang.FakeSurroundings;
import io.plash.lang.Macro;
import io.plash.lang.MacroCall;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import io.plash.value.PlashException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FromMacrosTest {
  private final Expansion expansion =
      new Expansion(new FakeImages().withMap("lxc:a%b", 12).withMap("7", 3).withImage("busybox", "", 5));

  @ParameterizedTest
  @MethodSource
  void expand_macro_givesTheImageHint(String[] words, String image) throws PlashException {
    assertEquals(Expansion.IMAGE + image + "\n", expansion.evaluate(words).text());
  }

  static Stream<Arguments> expand_macro_givesTheImageHint() {
    return Stream.of(
        row("1", "--from 1"),
        row("0123456789012", "--from 0123456789012"),
        row("1", "-f 1"),
        row("1", "--from-id 1"),
        row("x y", "--from-id", "x y"),
        row("12", "--from-map lxc:a%b"),
        row("3", "--from-map 7"),
        row("5", "--from-busybox"));
  }

  @ParameterizedTest
  @MethodSource
  void evaluate_refreshAnywhere_fetchesImagesAgain(String[] words) throws PlashException {
    FakeImages images = new FakeImages().withImage("busybox", "", 5);
    Evaluated evaluated = new Expansion(images).evaluate(words);
    assertEquals(Expansion.IMAGE + "5\n", evaluated.text());
    assertTrue(images.refreshing());
    assertFalse(evaluated.repeatable());
  }

  static Stream<Arguments> evaluate_refreshAnywhere_fetchesImagesAgain() {
    return Stream.of(
        arguments((Object) new String[] {"--refresh", "--from-busybox"}),
        arguments((Object) new String[] {"--from-busybox", "--refresh"}));
  }

  @ParameterizedTest
  @MethodSource
  void expand_wrongUse_fails(String[] words, String message) {
    assertEquals("plash.macros.froms: " + message, Expansion.failure(words).getMessage());
  }

  static Stream<Arguments> expand_wrongUse_fails() {
    return Stream.of(
        row("from: no source for alpine yet (NoSource)", "--from alpine"),
        row("from: no source for '1 ' yet (NoSource)", "--from", "1 "),
        row("from: no source for '1\\n' yet (NoSource)", "--from", "1\n"),
        row("from: no source for '' yet (NoSource)", "--from", "--\\"),
        row("from: no source for '٣' yet (NoSource)", "--from", "٣"),
        row("from: no source for -1 yet (NoSource)", "--from", "--\\ -1"),
        row("from: takes 1 argument, got 3 (TypeError)", "-f", "1", "printf", "hi"),
        row("from: takes 1 argument, got 0 (TypeError)", "--from"),
        row("from-id: takes 1 argument, got 0 (TypeError)", "--from-id"),
        row("from-id: value of hint 'image' is empty (ValueError)", "--from-id", "--\\"),
        row("from-id: value of hint 'image' holds a newline: '1\\n### plash hint: exec=x' (ValueError)",
            "--from-id", "1\n### plash hint: exec=x"),
        row("from-map: map 'nope' not found (MapDoesNotExist)", "--from-map nope"),
        row("from-map: takes 1 argument, got 2 (TypeError)", "--from-map a b"),
        row("from-map: map key is empty (PlashError)", "--from-map", "--\\"),
        row("from-busybox: takes no arguments, got 1 (TypeError)", "--from-busybox x"),
        row("from-busybox: no image (PlashError)", "--from-busybox"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(words, expected);
  }

  @Test
  void expand_imagesAdvise_adviceIsKept() {
    assertEquals("add one", Expansion.failure("--from-busybox").hint());
    assertEquals("name a key", Expansion.failure("--from-map", "--\\").hint());
  }

  @Test
  void expand_nameWithoutSource_saysWhichMacrosHaveOne() {
    assertEquals(
        "images can be chosen by --from-id, --from-map and --from-busybox",
        Expansion.failure("--from alpine").hint());
  }

  @Test
  void expand_nameOnceThereIsASource_goesToIt() throws PlashException {
    MacroTable table = PredefinedMacros.table();
    table.register(new FakeLxc());
    FakeImages images = new FakeImages().withImage("lxc", "alpine", 9);
    Evaluator evaluator = new Evaluator(table, images, new FakeSurroundings());

    assertEquals(Expansion.IMAGE + "9\n", evaluator.evaluate(List.of(MacroCall.of("f", "alpine"))).text());
    assertEquals(Expansion.IMAGE + "1\n", evaluator.evaluate(List.of(MacroCall.of("f", "1"))).text());
    assertEquals(
        Expansion.IMAGE + "9\napk update\napk add git\n",
        evaluator.evaluate(List.of(MacroCall.of("A", "git"))).text());
    PlashException e =
        assertThrows(PlashException.class, () -> evaluator.evaluate(List.of(MacroCall.of("f", "nope"))));
    assertEquals("test: from-lxc: no image (PlashError)", e.getMessage());
  }

  private record FakeLxc() implements Macro {
    @Override
    public Signature signature() {
      return new Signature("test", "from-lxc", Arity.of(1), "for the test");
    }

    @Override
    public Optional<String> expand(Evaluation evaluation, List<String> arguments)
        throws MacroException {
      return Optional.of(Expansion.IMAGE + evaluation.image("lxc", arguments.get(0)));
    }
  }
}
