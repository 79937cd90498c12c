package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void tokenize_eachRule_opensTheseMacros(String rule, List<String> lines, List<MacroCall> calls)
      throws PlashException {
    assertEquals(calls, Tokenizer.tokenize(lines));
  }

  static Stream<Arguments> tokenize_eachRule_opensTheseMacros() {
    return Stream.of(
        row("nothing", List.of()),
        row("long name", lines("--run"), call("run")),
        row("word is an argument", lines("--run", "ls"), call("run", "ls")),
        row("word is not split", lines("--run", "a b"), call("run", "a b")),
        row("leading and trailing blanks stay", lines("--run", "  a\t"), call("run", "  a\t")),
        row("newlines in a word stay", lines("--run", "a\nb"), call("run", "a\nb")),
        row("carriage return in a word stays", lines("--run", "a\r"), call("run", "a\r")),
        row("blanks alone are an argument", lines("--run", "  "), call("run", "  ")),
        row("several macros", lines("--a", "1", "--b", "2"), call("a", "1"), call("b", "2")),
        row("same macro twice", lines("--a", "1", "--a"), call("a", "1"), call("a")),
        row("dash line is split", lines("--run a b"), call("run", "a", "b")),
        row("words split off are verbatim", lines("--run --x -y --"), call("run", "--x", "-y", "--")),
        row("words split off may be escapes", lines("--run --# --\\"), call("run", "--#", "--\\")),
        row("arguments after a split line go on", lines("--run a", "b"), call("run", "a", "b")),
        row("quotes mean nothing", lines("--run a \"c d\""), call("run", "a", "\"c", "d\"")),
        row("dash argument is torn", lines("--run", "ls", "-x foo  bar"),
            call("run", "ls"), call("x", "foo", "bar")),
        row("letters are macros each", lines("-Ax", "a"), call("A"), call("x", "a")),
        row("letters in a split line", lines("-lx touch"), call("l"), call("x", "touch")),
        row("letters beyond 16 bit", lines("-\ud83d\ude00x"), call("\ud83d\ude00"), call("x")),
        row("letter may be a sign", lines("-#1"), call("#"), call("1")),
        row("equals sign is part of the name", lines("--run=x"), call("run=x")),
        row("two dashes alone", lines("--"), call("")),
        row("three dashes", lines("---x"), call("-x")),
        row("dash alone is an argument", lines("--run", "-"), call("run", "-")),
        row("dash alone before words opens nothing", lines("--run", "- a b"), call("run", "-", "a", "b")),
        row("empty line is dropped", lines("", "--run", "", "a", ""), call("run", "a")),
        row("comment", lines("--#", "--# x", "--run", "--#x", "a"), call("run", "a")),
        row("empty argument", lines("--run", "--\\", "a"), call("run", "", "a")),
        row("escaped dash", lines("--run", "--\\ -x  y "), call("run", "-x  y ")),
        row("escaped nothing", lines("--run", "--\\ "), call("run", "")),
        row("escaped comment", lines("--run", "--\\ --#"), call("run", "--#")),
        row("escaped blanks", lines("--run", "--\\   "), call("run", "  ")),
        row("escaped newlines", lines("--run", "--\\ -a\n-b"), call("run", "-a\n-b")),
        row("backslash and tab is no escape", lines("--\\\tx"), call("\\", "x")),
        row("backslash and letter is no escape", lines("--\\x"), call("\\x")),
        row("shebang first", lines("#!/usr/bin/env plash-exec", "--run"), call("run")),
        row("shebang later is text", lines("--x", "#!/bin/sh"), call("x", "#!/bin/sh")),
        row("second shebang is text", lines("#!/a", "--x", "#!/b"), call("x", "#!/b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\n", "\r", "\u000b", "\f", "\u001c", "\u001f", "\u0085", "\u00a0",
      "\u1680", "\u2007", "\u2028", "\u202f", "\u3000", " \t\r\n "})
  void tokenize_whiteSpaceInDashLine_separatesWords(String space) throws PlashException {
    String line = "--run" + space + "a" + space + "b" + space;

    assertEquals(List.of(call("run", "a", "b")), Tokenizer.tokenize(List.of(line)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0007", "\u001b", "\u200b", "\u2060", "\ufeff", "_"})
  void tokenize_otherCharacterInDashLine_separatesNothing(String character) throws PlashException {
    String line = "--run" + character + "a";

    assertEquals(List.of(call("run" + character + "a")), Tokenizer.tokenize(List.of(line)));
  }

  @ParameterizedTest
  @MethodSource
  void tokenize_textBeforeFirstMacro_fails(List<String> lines, String message) {
    PlashException e = assertThrows(PlashException.class, () -> Tokenizer.tokenize(lines));

    assertEquals(message, e.getMessage());
    assertEquals(1, e.status());
  }

  static Stream<Arguments> tokenize_textBeforeFirstMacro_fails() {
    String open = "parse: first token must be an action prefixed by two dashes (got ";
    String escaped = "parse: first token can not be escaped (got ";
    return Stream.of(
        arguments(lines("foo"), open + "'foo')"),
        arguments(lines("foo", "--run"), open + "'foo')"),
        arguments(lines("it's"), open + "\"it's\")"),
        arguments(lines("a\nb"), open + "'a\\nb')"),
        arguments(lines("  "), open + "'  ')"),
        arguments(lines("-"), open + "'-')"),
        arguments(lines("- a"), open + "'-')"),
        arguments(lines("#!plash", "--run"), open + "'#!plash')"),
        arguments(lines("#!/a", "#!/b"), open + "'#!/b')"),
        arguments(lines("", "#!/a"), open + "'#!/a')"),
        arguments(lines("--\\ foo"), escaped + "'foo')"),
        arguments(lines("--\\"), escaped + "'')"),
        arguments(lines("--# c", "--\\ -x"), escaped + "'-x')"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "--run\0", "--#\0", "--\\ \0"})
  void tokenize_nul_fails(String line) {
    PlashException e =
        assertThrows(PlashException.class, () -> Tokenizer.tokenize(List.of("--run", line)));

    assertEquals(
        "parse: no line can hold a NUL character (got " + PythonRepr.of(line) + ")", e.getMessage());
  }

  @ParameterizedTest
  @MethodSource
  void lines_text_isCutAtNewlinesOnly(String text, List<String> lines) {
    assertEquals(lines, Tokenizer.lines(text));
  }

  static Stream<Arguments> lines_text_isCutAtNewlinesOnly() {
    return Stream.of(
        arguments("", lines()),
        arguments("\n", lines("")),
        arguments("a", lines("a")),
        arguments("a\n", lines("a")),
        arguments("a\nb", lines("a", "b")),
        arguments("\na\n\n", lines("", "a", "")),
        arguments("a\r\nb\rc\n", lines("a\r", "b\rc")),
        arguments("a\u2028b\u0085c\fd", lines("a\u2028b\u0085c\fd")));
  }

  @Test
  void tokenize_plashfileWithProgram_keepsItsLinesButBlankOnes() throws PlashException {
    String file = "#!/usr/bin/env plash-exec\n--from archlinux\n--pacman gtk3 python-gobject\n"
        + "--layer\n--entrypoint-script \n#!/usr/bin/python3\nimport os\n\nif True:\n    print('--x')\n(1)\n";

    assertEquals(
        List.of(
            call("from", "archlinux"),
            call("pacman", "gtk3", "python-gobject"),
            call("layer"),
            call(
                "entrypoint-script",
                "#!/usr/bin/python3", "import os", "if True:", "    print('--x')", "(1)")),
        Tokenizer.tokenize(Tokenizer.lines(file)));
  }

  private static List<String> lines(String... lines) {
    return List.of(lines);
  }

  private static MacroCall call(String name, String... arguments) {
    return MacroCall.of(name, arguments);
  }

  private static Arguments row(String rule, List<String> lines, MacroCall... calls) {
    return arguments(rule, lines, List.of(calls));
  }
}
