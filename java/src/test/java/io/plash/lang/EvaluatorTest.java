package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatorTest {
  private final MacroTable table = new MacroTable();

  EvaluatorTest() {
    register("say", Arity.ANY, (context, words) -> Optional.of(String.join("\n", words)));
    register("nothing", Arity.ANY, (context, words) -> Optional.empty());
    register("two", Arity.of(2), (context, words) -> Optional.of("two"));
    register("call", Arity.atLeast(1),
        (context, words) -> context.expand(words.get(0), words.subList(1, words.size())));
    register("each", Arity.ANY, (context, names) -> {
      List<MacroCall> calls = new ArrayList<>();
      for (String name : names) {
        calls.add(MacroCall.of(name));
      }
      return context.expand(calls);
    });
    register("fail", Arity.of(1), (context, words) -> {
      throw MacroException.of("ValueError", words.get(0)).withHint("try again");
    });
    register("define", Arity.of(1), (context, words) -> {
      context.define(macro(words.get(0), Arity.ANY, (inner, arguments) -> Optional.of("defined")));
      return Optional.empty();
    });
    register("once", Arity.of(0), (context, words) -> {
      context.unrepeatable();
      return Optional.of("once");
    });
  }

  @ParameterizedTest
  @MethodSource
  void evaluate_results_areJoinedByNewlines(List<MacroCall> calls, String text) throws PlashException {
    assertEquals(text, evaluate(calls).text());
  }

  static Stream<Arguments> evaluate_results_areJoinedByNewlines() {
    return Stream.of(
        arguments(calls(), ""),
        arguments(calls(call("say", "a")), "a\n"),
        arguments(calls(call("say", "a"), call("say", "b")), "a\nb\n"),
        arguments(calls(call("nothing")), ""),
        arguments(calls(call("nothing"), call("say", "a"), call("nothing"), call("say", "b")), "a\nb\n"),
        arguments(calls(call("say", "a"), call("nothing")), "a\n"),
        arguments(calls(call("say")), ""),
        arguments(calls(call("say"), call("say", "a")), "\na\n"),
        arguments(calls(call("say", "a"), call("say")), "a\n"),
        arguments(calls(call("say", "a"), call("say"), call("say", "b")), "a\n\nb\n"),
        arguments(calls(call("say"), call("say")), "\n"),
        arguments(calls(call("say", "a\n")), "a\n"),
        arguments(calls(call("say", "a"), call("each", "nothing", "nothing"), call("say", "b")), "a\nb\n"),
        arguments(calls(call("say", "a"), call("each", "nothing", "say"), call("say", "b")), "a\n\nb\n"),
        arguments(calls(call("say", "a"), call("each", "say", "say"), call("say", "b")), "a\n\n\nb\n"),
        arguments(calls(call("call", "say", "a"), call("call", "nothing")), "a\n"));
  }

  @ParameterizedTest
  @MethodSource
  void evaluate_failure_namesTheInnermostMacro(MacroCall call, String message, String hint) {
    PlashException e = assertThrows(PlashException.class, () -> evaluate(calls(call)));

    assertEquals(message, e.getMessage());
    assertEquals(hint, e.hint());
    assertEquals(1, e.status());
    assertInstanceOf(MacroException.class, e.getCause());
  }

  static Stream<Arguments> evaluate_failure_namesTheInnermostMacro() {
    return Stream.of(
        arguments(call("fail", "no luck"), "test.module: fail: no luck (ValueError)", "try again"),
        arguments(call("call", "fail", "x"), "test.module: fail: x (ValueError)", "try again"),
        arguments(call("call", "call", "fail", "x"), "test.module: fail: x (ValueError)", "try again"),
        arguments(call("two", "a"), "test.module: two: takes 2 arguments, got 1", ""),
        arguments(call("call"), "test.module: call: takes at least 1 argument, got 0", ""),
        arguments(call("call", "two"), "test.module: two: takes 2 arguments, got 0", ""),
        arguments(call("lope"), "macro 'lope' not found", ""),
        arguments(call(""), "macro '' not found", ""),
        arguments(call("call", "lope"), "test.module: call: macro 'lope' not found", ""),
        arguments(call("fial", "x"), "macro 'fial' not found", "did you mean --fail?"),
        arguments(call("notthing"), "macro 'notthing' not found", "did you mean --nothing?"),
        arguments(call("call", "fai"), "test.module: call: macro 'fai' not found",
            "did you mean --fail?"));
  }

  @Test
  void evaluate_failureAfterOutput_givesNoText() {
    assertThrows(PlashException.class, () -> evaluate(calls(call("say", "a"), call("fail", "x"))));
  }

  @Test
  void evaluate_definedMacro_isKnownAfterItsDefinitionOnly() throws PlashException {
    assertEquals("defined\n", evaluate(calls(call("define", "new"), call("new"))).text());
    assertThrows(PlashException.class, () -> evaluate(calls(call("new"), call("define", "new"))));
  }

  @Test
  void evaluate_definedMacro_replacesPredefinedOne() throws PlashException {
    List<MacroCall> calls = calls(call("say", "a"), call("define", "say"), call("say", "b"));

    assertEquals("a\ndefined\n", evaluate(calls).text());
  }

  @Test
  void evaluate_definedMacro_isUnknownToTheNextScript() throws PlashException {
    Evaluator evaluator = new Evaluator(table, new FakeImages(), new FakeMacroHost());
    evaluator.evaluate(calls(call("define", "new"), call("define", "say")));

    assertThrows(PlashException.class, () -> evaluator.evaluate(calls(call("new"))));
    assertEquals("a\n", evaluator.evaluate(calls(call("say", "a"))).text());
  }

  @Test
  void evaluate_ordinaryMacros_areRepeatable() throws PlashException {
    assertTrue(evaluate(calls(call("say", "a"))).repeatable());
  }

  @Test
  void evaluate_unrepeatableMacro_isSaidSoOfThatScriptOnly() throws PlashException {
    Evaluator evaluator = new Evaluator(table, new FakeImages(), new FakeMacroHost());

    assertFalse(evaluator.evaluate(calls(call("call", "once"), call("say", "a"))).repeatable());
    assertTrue(evaluator.evaluate(calls(call("say", "a"))).repeatable());
  }

  @Test
  void knows_name_onlyWhenRegisteredOrDefined() throws PlashException {
    register("ask", Arity.of(1), (context, words) -> Optional.of("" + context.knows(words.get(0))));

    List<MacroCall> calls =
        calls(call("ask", "say"), call("ask", "new"), call("define", "new"), call("ask", "new"));

    assertEquals("true\nfalse\ntrue\n", evaluate(calls).text());
  }

  @Test
  void script_evaluatedText_isParsed() throws PlashException {
    EvaluationResult evaluated = evaluate(calls(call("say", "a", "### plash hint: image=1")));

    assertEquals(new Script(List.of("a\n"), List.of(hint("image", "1"))), evaluated.script());
  }

  private static Hint hint(String name, String value) {
    return new Hint(name, Optional.of(value));
  }

  private EvaluationResult evaluate(List<MacroCall> calls) throws PlashException {
    return new Evaluator(table, new FakeImages(), new FakeMacroHost()).evaluate(calls);
  }

  @Test
  void evaluate_companion_isOneForAScript_closedAtItsEnd() {
    List<String> closed = new ArrayList<>();
    register("share", Arity.ANY, (context, words) -> {
      Companion shared = context.companion(Companion.class, () -> new Companion(closed, words.get(0)));
      return Optional.of(shared.name() + closed.size());
    });

    assertThrows(PlashException.class, () -> evaluate(calls(call("share", "a"), call("fail", "x"))));
    assertEquals(List.of("a"), closed);
    assertThrows(PlashException.class, () -> evaluate(calls(call("share", "b"), call("share", "c"), call("nope"))));
    assertEquals(List.of("a", "b"), closed);
  }

  private record Companion(List<String> closed, String name) implements AutoCloseable {
    @Override
    public void close() {
      closed.add(name);
    }
  }

  private static List<MacroCall> calls(MacroCall... calls) {
    return List.of(calls);
  }

  private static MacroCall call(String name, String... arguments) {
    return MacroCall.of(name, arguments);
  }

  private void register(String name, Arity arity, Body body) {
    table.register(macro(name, arity, body));
  }

  private static Macro macro(String name, Arity arity, Body body) {
    return new BodyMacro(new Signature("test.module", name, arity, "for the test"), body);
  }

  private interface Body {
    Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException;
  }

  private record BodyMacro(Signature signature, Body body) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      return body.expand(context, arguments);
    }
  }
}
