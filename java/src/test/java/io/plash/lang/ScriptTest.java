package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptTest {
  private static final String LAYER = "### plash hint: layer\n";
  private static final String IMAGE = "### plash hint: image=1\n";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void parse_text_isCutIntoLayers(String rule, String text, List<String> layers) {
    assertEquals(layers, Script.parse(text).layers());
  }

  static Stream<Arguments> parse_text_isCutIntoLayers() {
    return Stream.of(
        row("empty", ""),
        row("image alone", IMAGE),
        row("image is taken out", IMAGE + "touch /a\n", "touch /a\n"),
        row("image anywhere", "a\n" + IMAGE + "b\n", "a\nb\n"),
        row("image last", "touch /a\n" + IMAGE, "touch /a\n"),
        row("final newline is added", "touch /a", "touch /a\n"),
        row("final hint without newline", "a\n### plash hint: image=1", "a\n"),
        row("two layers", "a\n" + LAYER + "b\nc\n", "a\n", "b\nc\n"),
        row("layer first and last", LAYER + "a\n" + LAYER, "a\n"),
        row("layers collapse", LAYER + LAYER + "a\n" + LAYER + LAYER + LAYER + "b\n" + LAYER, "a\n", "b\n"),
        row("layer of hints alone is dropped", LAYER + IMAGE + LAYER + "a\n", "a\n"),
        row("layer without its newline", "a\n### plash hint: layer", "a\n"),
        row("newline alone is a layer", "\n" + LAYER + "a\n", "\n", "a\n"),
        row("comment alone is a layer", "# c\n" + LAYER + "a\n", "# c\n", "a\n"),
        row("unknown hint without value stays", "### plash hint: x\na\n", "### plash hint: x\na\n"),
        row("unknown hint with value goes", "### plash hint: x=y\na\n", "a\n"),
        row("layer with a value ends no layer", "a\n### plash hint: layer=x\nb\n", "a\nb\n"),
        row("layer in mid line is text", "echo \"x " + LAYER, "echo \"x " + LAYER),
        row("longer word is no layer", "### plash hint: layers\na\n", "### plash hint: layers\na\n"),
        row("carriage return is part of the name", "### plash hint: layer\r\n", "### plash hint: layer\r\n"),
        row("image in mid line is text", "x ### plash hint: image=1\n", "x ### plash hint: image=1\n"),
        row("hint without a readable value stays", "### plash hint: image=\n", "### plash hint: image=\n"));
  }

  private static Arguments row(String rule, String text, String... layers) {
    return arguments(rule, text, List.of(layers));
  }

  @Test
  void image_several_lastWins() {
    String last = "### plash hint: image=12\n";
    Script script = Script.parse(IMAGE + "a\n" + last + LAYER + "b\n### plash hint: exec=x\n");

    assertEquals(Optional.of("12"), script.image());
  }

  @Test
  void exec_several_lastWinsWithItsBlanks() {
    Script script = Script.parse("### plash hint: exec=/a\n### plash hint: exec=/b c=d\n" + IMAGE);

    assertEquals(Optional.of("/b c=d"), script.exec());
  }

  @Test
  void useEnv_several_accumulateInOrder() {
    String mark = "### plash hint: use-env=";
    Script script = Script.parse(mark + "B\na\n" + mark + "A\n" + LAYER + mark + "B\n");

    assertEquals(List.of("B", "A", "B"), script.useEnv());
  }

  @Test
  void hints_none_areAbsent() {
    Script script = Script.parse("touch /a\n### plash hint: image\n### plash hint: other=1\n");

    assertEquals(Optional.empty(), script.image());
    assertEquals(Optional.empty(), script.exec());
    assertEquals(List.of(), script.useEnv());
  }

  @Test
  void hints_imageInMidLine_isNone() {
    assertEquals(Optional.empty(), Script.parse("echo ### plash hint: image=1\n").image());
  }

  @Test
  void layers_changedListBehindIt_stayAsTheyWere() {
    List<String> layers = new ArrayList<>(List.of("a\n"));
    Script script = new Script(layers, List.of());
    layers.clear();

    assertEquals(List.of("a\n"), script.layers());
    assertThrows(UnsupportedOperationException.class, () -> script.layers().clear());
  }
}
