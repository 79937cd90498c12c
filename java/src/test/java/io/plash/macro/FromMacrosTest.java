package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.FakeImages;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FromMacrosTest {
  private final Expansion expansion =
      new Expansion(new FakeImages().withMap("lxc:a%b", 12).withMap("7", 3).withImage("busybox", "", 5)
          .withImage("bootstrap", "sid", 6).withImage("bootstrap", "sid:http://m/d", 7));

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
        row("12", "--from @lxc:a%b"),
        row("3", "--from @7"),
        row("5", "--from-busybox"),
        row("6", "--from-bootstrap sid"),
        row("7", "--from-bootstrap sid http://m/d"));
  }

  @ParameterizedTest
  @MethodSource
  void evaluate_refreshAnywhere_fetchesImagesAgain(String[] words) throws PlashException {
    FakeImages images = new FakeImages().withImage("busybox", "", 5);
    EvaluationResult evaluated = new Expansion(images).evaluate(words);
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
    assertEquals(message, Expansion.failure(words).getMessage());
  }

  static Stream<Arguments> expand_wrongUse_fails() {
    return Stream.of(
        row("from-lxc: no image", "--from alpine"),
        row("from-lxc: no image", "--from", "1 "),
        row("from-lxc: no image", "--from", "--\\"),
        row("from-lxc: no image", "--from", "٣"),
        row("from-url: no image", "--from-url", "http://localhost/a.tar"),
        row("from-url: takes 1 argument, got 2", "--from-url a b"),
        row("from-github: takes 1 to 2 arguments, got 3", "--from-github a/b c d"),
        row("from: takes 1 argument, got 3", "-f", "1", "printf", "hi"),
        row("from: takes 1 argument, got 0", "--from"),
        row("from-id: takes 1 argument, got 0", "--from-id"),
        row("from-id: value of hint 'image' is empty", "--from-id", "--\\"),
        row("from-id: value of hint 'image' holds a newline: '1\\n### plash hint: exec=x'",
            "--from-id", "1\n### plash hint: exec=x"),
        row("from-map: map 'nope' not found", "--from-map nope"),
        row("from-map: takes 1 argument, got 2", "--from-map a b"),
        row("from-map: map key is empty", "--from-map", "--\\"),
        row("from-busybox: takes no arguments, got 1", "--from-busybox x"),
        row("from-busybox: no image", "--from-busybox"));
  }

  private static Arguments row(String expected, String... words) {
    return arguments(words, expected);
  }

  @Test
  void expand_imagesAdvise_adviceIsKept() {
    assertEquals("add one", Expansion.failure("--from-busybox").hint());
    assertEquals("name a key", Expansion.failure("--from-map", "--\\").hint());
  }

  @ParameterizedTest
  @MethodSource
  void expand_imageOfASource_isAskedForByItsName(String[] words, int id) throws PlashException {
    FakeImages images = new FakeImages()
        .withImage("lxc", "alpine", 5)
        .withImage("url", "http://localhost/a.tar", 6)
        .withImage("github", "a/b@c", 7)
        .withImage("github", "a/b:file", 8);
    EvaluationResult evaluated = new Expansion(images).evaluate(words);
    assertEquals(Expansion.IMAGE + id + "\n", evaluated.text());
    assertTrue(evaluated.repeatable());
  }

  static Stream<Arguments> expand_imageOfASource_isAskedForByItsName() {
    return Stream.of(
        arguments(new String[] {"--from-lxc alpine"}, 5),
        arguments(new String[] {"-f", "alpine"}, 5),
        arguments(new String[] {"--from-url", "http://localhost/a.tar"}, 6),
        arguments(new String[] {"--from-github a/b@c"}, 7),
        arguments(new String[] {"--from-github a/b file"}, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:secret@localhost/a.tar", "https://me@localhost?a", "me:secret@localhost/a"})
  void expand_urlWithAPassword_isNeverRecorded(String url) throws PlashException {
    FakeImages images = new FakeImages().withImage("url", url, 5);
    assertFalse(new Expansion(images).evaluate("--from-url", url).repeatable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/a@b", "http://localhost/a.tar", "file:///a@b"})
  void expand_urlWithoutAUser_isRecorded(String url) throws PlashException {
    FakeImages images = new FakeImages().withImage("url", url, 5);
    assertTrue(new Expansion(images).evaluate("--from-url", url).repeatable());
  }
}
