package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintTest {
  @ParameterizedTest
  @CsvSource({"image, 7", "exec, /usr/bin/env x", "use-env, A", "n, a=b=c", "'two words', ' v '", "n, '\r'"})
  void line_nameAndValue_isReadBack(String name, String value) throws MacroException {
    Hint hint = Hint.of(name, value);

    assertEquals("### plash hint: " + name + "=" + value, hint.line());
    assertEquals(Optional.of(hint), Hint.parse(hint.line()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"layer", "x", "two words", " ", "layer\r"})
  void line_nameAlone_isReadBack(String name) throws MacroException {
    Hint hint = Hint.of(name, Optional.empty());

    assertEquals("### plash hint: " + name, hint.line());
    assertEquals(Optional.of(hint), Hint.parse(hint.line()));
  }

  @Test
  void layer_line_isTheKnownOne() {
    assertEquals("### plash hint: layer", Hint.layer().line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "layer", "# plash hint: layer", " ### plash hint: layer",
      "### plash hint:layer", "x ### plash hint: layer", "#### plash hint: layer", "### plash hint: ",
      "### plash hint: =7", "### plash hint: image=", "### Plash hint: layer"})
  void parse_otherLine_isNoHint(String line) {
    assertEquals(Optional.empty(), Hint.parse(line));
  }

  @ParameterizedTest
  @MethodSource
  void of_whatWouldNotBeReadBack_isRefused(String name, Optional<String> value, String reason) {
    MacroException e = assertThrows(MacroException.class, () -> Hint.of(name, value));
    assertEquals(reason, e.getMessage());

    Exception defect = assertThrows(IllegalArgumentException.class, () -> new Hint(name, value));
    assertEquals(reason, defect.getMessage());
  }

  static Stream<Arguments> of_whatWouldNotBeReadBack_isRefused() {
    return Stream.of(
        arguments("", Optional.empty(), "hint name is empty"),
        arguments("", Optional.of("v"), "hint name is empty"),
        arguments("a=b", Optional.empty(), "hint name holds a newline or '=': 'a=b'"),
        arguments("a=b", Optional.of("v"), "hint name holds a newline or '=': 'a=b'"),
        arguments("a\nb", Optional.empty(), "hint name holds a newline or '=': 'a\\nb'"),
        arguments("=b", Optional.empty(), "hint name holds a newline or '=': '=b'"),
        arguments("\nb", Optional.empty(), "hint name holds a newline or '=': '\\nb'"),
        arguments("image", Optional.of("\n7"), "value of hint 'image' holds a newline: '\\n7'"),
        arguments("image", Optional.of(""), "value of hint 'image' is empty"),
        arguments("image", Optional.of("7\n"), "value of hint 'image' holds a newline: '7\\n'"));
  }

  @ParameterizedTest
  @CsvSource({"'a\n### plash hint: layer\nb', true", "'\n### plash hint: x', true",
      "'### plash hint: x', false", "'a\n # ### plash hint: x', false", "a, false"})
  void hidesIn_word_onlyAfterItsFirstLine(String word, boolean hides) {
    assertEquals(hides, Hint.hidesIn(word));
  }
}
