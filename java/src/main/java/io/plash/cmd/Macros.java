package io.plash.cmd;

import io.plash.build.StoredImages;
import io.plash.build.Workshop;
import io.plash.external.ExternalMacros;
import io.plash.lang.Evaluated;
import io.plash.lang.Evaluator;
import io.plash.lang.Images;
import io.plash.lang.MacroTable;
import io.plash.lang.Surroundings;
import io.plash.lang.Tokenizer;
import io.plash.macro.PredefinedMacros;
import io.plash.plan.Dependencies;
import io.plash.value.PlashException;
import java.util.List;

/** Evaluates what a command was given: words, the lines of stdin, or a plashfile. */
final class Macros {
  private final Evaluator evaluator;
  private final Surroundings surroundings;

  Macros(Invocation invocation, Images images, HostSurroundings surroundings) {
    this(new Evaluator(table(invocation), images, surroundings), surroundings);
  }

  private Macros(Evaluator evaluator, Surroundings surroundings) {
    this.evaluator = evaluator;
    this.surroundings = surroundings;
  }

  /**
   * Images for the macros of a script, of which some are build files with macros of their own; what they are
   * found by is added to {@code dependencies}.
   */
  static Images images(Invocation invocation, Workshop workshop, Dependencies dependencies) {
    return new StoredImages(
        workshop,
        (images, name, text) -> ofFetched(invocation, images, name).evaluate(HostSurroundings.text(name, text)),
        dependencies);
  }

  private static Macros ofFetched(Invocation invocation, Images images, String name) {
    if (FetchedScript.isTrusted(invocation.environment())) {
      return new Macros(invocation, images, HostSurroundings.ofPlashfile(invocation));
    }
    FetchedScript script = new FetchedScript(name);
    Surroundings unseen = script.surroundings();
    return new Macros(new Evaluator(script.macros(), script.images(images), unseen), unseen);
  }

  /** The macros that every script can call. */
  private static MacroTable table(Invocation invocation) {
    MacroTable table = withoutPrograms(invocation);
    ExternalMacros.lookForPrograms(table, invocation.environment(), invocation.messages());
    return table;
  }

  /** The same without what lies in the folders of PLASH_MACRO_PATH. */
  static MacroTable withoutPrograms(Invocation invocation) {
    MacroTable table = PredefinedMacros.table();
    ExternalMacros.register(table, invocation.environment());
    return table;
  }

  /** The script of {@code words}; without any, of stdin. */
  Evaluated evaluate(List<String> words) throws PlashException {
    return evaluateLines(words.isEmpty() ? Tokenizer.lines(surroundings.stdin()) : words);
  }

  /** The script of a plashfile's text. */
  Evaluated evaluate(String text) throws PlashException {
    return evaluateLines(Tokenizer.lines(text));
  }

  private Evaluated evaluateLines(List<String> lines) throws PlashException {
    return evaluator.evaluate(Tokenizer.tokenize(lines));
  }
}
