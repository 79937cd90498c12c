package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.lang.FakeMacroHost;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostMacrosTest {
  private final FakeMacroHost host =
      new FakeMacroHost().withVariable("PLAIN", "a").withVariable("ODD", "it's\n$x ").withVariable("EMPTY", "")
          .withVariable("HINT", "\n### plash hint: layer").withVariable("a.b", "dot").withFile("f", "");

  @ParameterizedTest
  @MethodSource
  void expand_macro_givesThisText(String text, String[] words) throws PlashException {
    host.withStdin("touch /a\n\n--x\n");
    assertEquals(text, new Expansion(host).evaluate(words).text());
  }

  static Stream<Arguments> expand_macro_givesThisText() {
    return Stream.of(
        row("export PLAIN=a\n", "--import-env PLAIN"),
        row("export AS=a\n", "--import-env PLAIN:AS"),
        row("export EMPTY=''\n", "--import-env EMPTY"),
        row("export ODD='it'\"'\"'s\n$x '\n", "--import-env ODD"),
        row("export PLAIN=a\nexport _b2=dot\n", "--import-env", "PLAIN", "UNSET", "a.b:_b2"),
        row("x\ny\n", "--run", "x", "--import-env", "--import-env", "UNSET", "--run", "y"),
        row(": hash: f+f\n", "--hash-path", "f", "f"),
        row(": hash: \n", "--hash-path"),
        row("touch /a\n\n--x\n", "--run-stdin"),
        row("### plash hint: image=1\ntouch /a\n\n--x\n", "--from-id 1", "--run-stdin"));
  }

  @ParameterizedTest
  @MethodSource
  void expand_wrongUse_fails(String message, String[] words) {
    host.withStdin("a\0b");
    PlashException e = assertThrows(PlashException.class, () -> new Expansion(host).evaluate(words));
    assertEquals(message, e.getMessage());
  }

  static Stream<Arguments> expand_wrongUse_fails() {
    String name = "import-env: not a variable name: ";
    return Stream.of(
        row(name + "'a.b'", "--import-env a.b"),
        row(name + "'1'", "--import-env UNSET:1"),
        row(name + "''", "--import-env PLAIN:"),
        row(name + "'x:y'", "--import-env PLAIN:x:y"),
        row(name + "'é'", "--import-env PLAIN:é"),
        row(name + "'a\\nb'", "--import-env", "PLAIN:a\nb"),
        row(name + "'A;id'", "--import-env PLAIN:A;id"),
        row("import-env: there is a plash hint in the argument 'HINT', in its value",
            "--import-env HINT"),
        row("run-stdin: standard input holds a NUL character", "--run-stdin"),
        row("run-stdin: takes no arguments, got 1", "--run-stdin x"),
        row("hash-path: no file", "--hash-path", "f", "g"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(expected, words);
  }
}
