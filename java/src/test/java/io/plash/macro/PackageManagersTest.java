package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageManagersTest {
  @ParameterizedTest
  @MethodSource
  void expand_macro_givesThisText(String[] words, String text) throws PlashException {
    assertEquals(text, Expansion.text(words));
  }

  static Stream<Arguments> expand_macro_givesThisText() {
    String pkg = "p 'q r' 'it'\"'\"'s'";
    return Stream.of(
        row("apt-get update\napt-get install -y " + pkg + "\n", "--apt", "p", "q r", "it's"),
        row("apt-get update\napt-get install -y software-properties-common\nadd-apt-repository -y ppa:a/b\n",
            "--add-apt-repository", "ppa:a/b"),
        row("apk update\napk add " + pkg + "\n", "--apk", "p", "q r", "it's"),
        row("yum install -y " + pkg + "\n", "--yum", "p", "q r", "it's"),
        row("dnf install -y " + pkg + "\n", "--dnf", "p", "q r", "it's"),
        row("pip install " + pkg + "\n", "--pip", "p", "q r", "it's"),
        row("pip3 install " + pkg + "\n", "--pip3", "p", "q r", "it's"),
        row("npm install -g " + pkg + "\n", "--npm", "p", "q r", "it's"),
        row("pacman -Sy --noconfirm " + pkg + "\n", "--pacman", "p", "q r", "it's"),
        row("emerge " + pkg + "\n", "--emerge", "p", "q r", "it's"),
        row("apk update\napk add '' -q 'a>1'\n", "--apk", "--\\", "--\\ -q", "a>1"),
        row("a\nget 'x y' z\n", "--defpm", "my", "a", "get {}", "--my", "x y", "z"),
        row("get x\n", "--defpm", "my", "get {0}", "--my", "x"),
        row("x,x;\n", "--defpm", "my", "{},{0};", "--my", "x"),
        row("f() { get x y; }; {}\n", "--defpm", "my", "f() {{ get {}; }}; {{}}", "--my", "x", "y"),
        row("no place\n", "--defpm", "my", "no place", "--my", "x"),
        row("{x}\n", "--defpm", "my", "{{{}}}", "--my", "x"),
        row("'{}' '{{'\n", "--defpm", "my", "{}", "--my", "{}", "{{"),
        row("a\n\nb x\n", "--defpm", "my", "a", "--\\", "b {}", "--my", "x"),
        row("", "--defpm", "my", "--my", "x"),
        row("old x\nnew x\n",
            "--defpm", "my", "old {}", "--my", "x", "--defpm", "my", "new {}", "--my", "x"),
        row("nix x\n", "--defpm", "apt", "nix {}", "--apt", "x"),
        row("run x\n", "--defpm", "run", "run {}", "--run", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apt", "add-apt-repository", "apk", "yum", "dnf", "pip", "pip3", "npm", "pacman",
      "emerge"})
  void expand_noPackages_givesNothingNotEvenALine(String name) throws PlashException {
    assertEquals("a\nb\n", Expansion.text("-x", "a", "--" + name, "-x", "b"));
  }

  @Test
  void expand_definition_givesNothingNotEvenALine() throws PlashException {
    assertEquals("a\nb\n", Expansion.text("-x", "a", "--defpm", "my", "get {}", "--my", "-x", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{x}", "{1}", "{ }", "{0!r}", "{:>9}", "{", "}", "a {", "{0", "{}}", "{{}", "{{{"})
  void defpm_otherField_fails(String template) {
    PlashException e = Expansion.failure("--defpm", "my", template);

    String message = e.getMessage();
    String begin = "defpm: unexpected '";
    String end = " in '" + template + "'";
    assertEquals(begin, message.substring(0, begin.length()));
    assertEquals(end, message.substring(message.length() - end.length()));
    assertEquals("{} stands for the packages; a brace itself is written {{ or }}", e.hint());
  }

  @ParameterizedTest
  @MethodSource
  void expand_wrongUse_fails(String[] words, String message) {
    assertEquals(message, Expansion.failure(words).getMessage());
  }

  static Stream<Arguments> expand_wrongUse_fails() {
    return Stream.of(
        row("defpm: takes at least 1 argument, got 0", "--defpm"),
        row("defpm: unexpected '{x}' in 'a {x} }'", "--defpm", "my", "a {x} }"),
        row("defpm: unexpected '{' in 'a {'", "--defpm", "my", "fine", "a {"),
        row("defpm: unexpected '}' in '{}}'", "--defpm", "my", "{}}"),
        row("apt: there is a plash hint in the argument 'a\\n### plash hint: image=1\\n'",
            "--apt", "a\n### plash hint: image=1\n"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(words, expected);
  }
}
