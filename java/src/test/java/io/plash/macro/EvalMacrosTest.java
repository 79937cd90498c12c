package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.lang.FakeMacroHost;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvalMacrosTest {
  private final FakeMacroHost host = new FakeMacroHost();

  @ParameterizedTest
  @MethodSource
  void expand_macro_givesTheTextInItsPlace(String text, String[] words) throws PlashException {
    host.withFile("f", "#!/usr/bin/env plash-exec\n--run\na\nb\n").withFile("nothing", "--# no\n");
    host.withFile("empty", "");
    host.withFile("nested", "--run\n1\n--eval-file f\n--run\n2\n").withStdin("--run\nin\n");
    assertEquals(text, new Expansion(host).evaluate(words).text());
  }

  static Stream<Arguments> expand_macro_givesTheTextInItsPlace() {
    return Stream.of(
        row("a\nb\n", "--eval-file", "f"),
        row("0\na\nb\n9\n", "--run", "0", "--eval-file", "f", "--run", "9"),
        row("0\n9\n", "--run", "0", "--eval-file", "nothing", "--eval-file", "empty", "--run", "9"),
        row("0\n1\na\nb\n2\n9\n", "--run", "0", "--eval-file", "nested", "--run", "9"),
        row("0\nls -l\n9\n", "--run", "0", "--eval-string", " --run 'ls -l'", "--run", "9"),
        row("0\nls\n-l x\n", "--run", "0", "--eval-string", "--\\ --run ls \"--\\\\ -l x\""),
        row("", "--eval-string", " "),
        row("a b\n#c\n", "--eval-string", " --run a' 'b #c"),
        row("two\nlines\n", "--eval-string", " --run 'two\nlines'"),
        row("0\nin\n9\n", "--run", "0", "--eval-stdin", "--run", "9"),
        row("in\n9\n", "--eval-stdin", "--eval-stdin", "--run", "9"),
        row("--run\nin\n\n9\n", "--run-stdin", "--eval-stdin", "--run", "9"),
        row("in\n", "--eval-string", " --eval-stdin"));
  }

  @ParameterizedTest
  @MethodSource
  void expand_failure_namesTheInnermostFileAndMacro(String message, String[] words) {
    host.withFile("f", "--from-map\nx\n").withFile("words", "stray\n").withFile("outer", "--eval-file f");
    host.withFile("a b", "--nope\n").withFile("gone", "--eval-file x").withStdin("--\\ x\n");
    host.withFile("string", "--eval-string\n --nope\n").withFile("nul", "--run\na\0\n");
    PlashException e = assertThrows(PlashException.class, () -> new Expansion(host).evaluate(words));
    assertEquals(message, e.getMessage());
  }

  static Stream<Arguments> expand_failure_namesTheInnermostFileAndMacro() {
    String map = "from-map: map 'x' not found";
    return Stream.of(
        row("f:1: " + map, "--eval-file", "f"),
        row("f:1: " + map, "--eval-file", "outer"),
        row("words:1: parse: first token must be an action prefixed by two dashes (got 'stray')",
            "--eval-file", "words"),
        row("'a b':1: macro 'nope' not found", "--eval-file", "a b"),
        row("string:1: macro 'nope' not found", "--eval-file", "string"),
        row("stdin:1: parse: first token can not be escaped (got 'x')", "--eval-stdin"),
        row("nul:2: parse: no line can hold a NUL character (got 'a\\x00')", "--eval-file", "nul"),
        row("gone:1: eval-file: no file", "--eval-file", "gone"),
        row("eval-file: no file", "--eval-file", "x"),
        row("eval-file: takes 1 argument, got 0", "--eval-file"),
        row("eval-file: takes 1 argument, got 2", "--eval-file", "f", "f"),
        row("eval-string: takes 1 argument, got 0", "--eval-string"),
        row("eval-string: a quotation is not closed", "--eval-string", " 'x"),
        row("eval-string: a quotation is not closed", "--eval-string", " \"x"),
        row("eval-string: nothing follows the last backslash", "--eval-string", " x\\"),
        row("macro 'nope' not found", "--eval-string", " --nope"),
        row("eval-stdin: takes no arguments, got 1", "--eval-stdin x"),
        row("reset-imports: takes no arguments, got 1", "--reset-imports x"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(expected, words);
  }

  @Test
  void evalFile_ofItself_isRefused() {
    host.withFile("f", "--eval-file g").withFile("g", "--eval-file f");
    PlashException e = assertThrows(PlashException.class, () -> new Expansion(host).evaluate("--eval-file f"));
    assertEquals(
        "f:1: eval-file: scripts are more than 50 deep in one another",
        e.getMessage().replaceFirst("^g", "f"));
    assertTrue(e.hint().endsWith(" evaluate itself?"), e.hint());
  }

  @Test
  void evalFile_macrosOfTheOuterScript_areUnknownInside() throws PlashException {
    host.withFile("inner", "--get x").withFile("defining", "--defpm get 'i {}'\n");
    assertThrows(PlashException.class,
        () -> new Expansion(host).evaluate("--defpm", "get", "i {}", "--eval-file", "inner"));
    assertThrows(PlashException.class,
        () -> new Expansion(host).evaluate("--eval-file", "defining", "--get", "x"));
    host.withFile("forgetful", "--reset-imports");
    assertEquals("a\n", new Expansion(host).evaluate("--eval-file", "forgetful", "--run", "a").text());
    host.withFile("fresh", "--run a");
    assertEquals("", new Expansion(host).evaluate("--eval-string", " --reset-imports").text());
    assertEquals("reset-imports", forgotten("reset-imports"));
  }

  @Test
  void resetImports_otherMacros_areForgotten() throws PlashException {
    String[] words = {"--run", "a", "--reset-imports", "--hint", "x", "--reset-imports", "--hint", "y", "1"};
    assertEquals("a\n### plash hint: x\n### plash hint: y=1\n", new Expansion(host).evaluate(words).text());
    for (String name : new String[] {"run", "eval-file", "defpm", "x"}) {
      assertEquals("macro '" + name + "' not found", forgotten(name));
    }
    assertThrows(PlashException.class,
        () -> new Expansion(host).evaluate("--defpm", "get", "i {}", "--reset-imports", "--get", "x"));
  }

  private static String forgotten(String name) {
    String message = Expansion.failure("--reset-imports", "--" + name, "x").getMessage();
    int takes = message.indexOf(": takes");
    return takes < 0 ? message : message.substring(0, takes);
  }

  @Test
  void evaluate_unrepeatableInside_isUnrepeatableOutside() throws PlashException {
    host.withFile("f", "--invalidate-layer").withFile("g", "--eval-file f").withFile("h", "--run a");
    assertFalse(new Expansion(host).evaluate("--eval-file", "g").repeatable());
    assertTrue(new Expansion(host).evaluate("--eval-file", "h").repeatable());
  }
}
