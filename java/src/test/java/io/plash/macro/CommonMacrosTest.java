package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.FakeImages;
import io.plash.lang.Script;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommonMacrosTest {
  private static final String LAYER = Expansion.LAYER;

  @ParameterizedTest
  @MethodSource
  void expand_macro_givesThisText(String[] words, String text) throws PlashException {
    assertEquals(text, Expansion.text(words));
  }

  static Stream<Arguments> expand_macro_givesThisText() {
    return Stream.of(
        row("hi\n", "--run", "hi"),
        row("a 'b\nc $d\n", "--run", "a 'b", "c $d"),
        row("", "--run"),
        row("\na\n", "--run", "--run", "a"),
        row("a\n\nb\n", "--run", "a", "--\\", "b"),
        row(LAYER, "--layer"),
        row(LAYER, "--layer", "run"),
        row(LAYER + "a\n" + LAYER, "--layer", "run", "a"),
        row(LAYER + "a\n" + LAYER + "b\n" + LAYER, "--layer run a b"),
        row(LAYER + "pip3 install 'x y'\n" + LAYER, "--layer", "pip3", "x y"),
        row(LAYER + LAYER, "--layer defpm mypm"),
        row(LAYER + "\n" + LAYER, "--layer", "run", "--\\"),
        row(LAYER + LAYER + LAYER, "--layer layer run"),
        row(": x\n" + LAYER + ": y\n", "-x", ": x", "-lx", ": y"),
        row("### plash hint: exec=/usr/bin/my program\n", "--entrypoint", "/usr/bin/my program"),
        row("### plash hint: foo\n", "--hint foo"),
        row("### plash hint: foo=bar\n", "--hint foo bar"),
        row("### plash hint: foo=a = b\n", "--hint", "foo", "a = b"),
        row(LAYER, "--hint layer"));
  }

  @ParameterizedTest
  @MethodSource
  void expand_wrongUse_fails(String[] words, String message) {
    assertEquals(message, Expansion.failure(words).getMessage());
  }

  static Stream<Arguments> expand_wrongUse_fails() {
    String hint = "hint: ";
    return Stream.of(
        row("macro 'nope' not found", "--nope"),
        row("macro '1' not found", "-1"),
        row("macro 'run=x' not found", "--run=x"),
        row("layer: macro 'nope' not found", "--layer nope a"),
        row("entrypoint: takes 1 argument, got 2", "--run", "a", "--entrypoint a b"),
        row("entrypoint: takes 1 argument, got 0", "--entrypoint"),
        row("entrypoint: value of hint 'exec' holds a newline: 'a\\nb'",
            "--entrypoint", "a\nb"),
        row("entrypoint: value of hint 'exec' is empty", "--entrypoint", "--\\"),
        row("invalidate-layer: takes no arguments, got 1", "--invalidate-layer x"),
        row("from-map: map 'nope' not found", "--layer from-map nope"),
        row(hint + "takes 1 to 2 arguments, got 0", "--hint"),
        row(hint + "takes 1 to 2 arguments, got 3", "--hint a b c"),
        row(hint + "hint name holds a newline or '=': 'image=7'", "--hint image=7"),
        row(hint + "hint name holds a newline or '=': 'a\\nb'", "--hint", "a\nb", "c"),
        row(hint + "value of hint 'a' holds a newline: 'b\\n'", "--hint", "a", "b\n"),
        row(hint + "hint name is empty", "--hint", "--\\"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(words, expected);
  }

  @Test
  void expand_invalidateLayer_differsEachTimeAndIsUnrepeatable() throws PlashException {
    Expansion expansion = new Expansion(new FakeImages());

    EvaluationResult first = expansion.evaluate("--invalidate-layer");
    EvaluationResult second = expansion.evaluate("--invalidate-layer");

    String uuid4 = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    assertTrue(first.text().matches(": invalidate cache with " + uuid4 + "\n"), first.text());
    assertNotEquals(first.text(), second.text());
    assertFalse(first.repeatable());
  }

  @Test
  void expand_otherMacros_areRepeatable() throws PlashException {
    EvaluationResult evaluated = new Expansion(new FakeImages().withMap("k", 3))
        .evaluate("-f 1", "--from-map k", "-x", "a", "--apt b", "--write-file f", "--entrypoint e", "-l");

    assertTrue(evaluated.repeatable());
  }

  @Test
  void script_documentedExample_hasThreeLayers() throws PlashException {
    String text = Expansion.text(
        "--from", "7", "--apt", "python3-pip", "--layer", "--pip3", "yapf", "-lx", "touch /foo");

    assertEquals(
        "### plash hint: image=7\napt-get update\napt-get install -y python3-pip\n"
            + "### plash hint: layer\npip3 install yapf\n### plash hint: layer\ntouch /foo\n",
        text);
    assertEquals(
        List.of("apt-get update\napt-get install -y python3-pip\n", "pip3 install yapf\n", "touch /foo\n"),
        Script.parse(text).layers());
  }
}
