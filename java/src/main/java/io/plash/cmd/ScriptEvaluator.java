package io.plash.cmd;

import io.plash.catalog.BuildLock;
import io.plash.catalog.FetchedFileEvaluator;
import io.plash.catalog.ImageCache;
import io.plash.context.CommandContext;
import io.plash.external.ExternalMacros;
import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.Evaluator;
import io.plash.lang.Images;
import io.plash.lang.MacroHost;
import io.plash.lang.MacroTable;
import io.plash.macro.PredefinedMacros;
import io.plash.record.Dependencies;
import java.util.List;

/** Evaluates the macro calls that a command was given as words, on stdin, or in a plashfile. */
final class ScriptEvaluator {
  private static final String END = "--";
  private static final int USAGE = 2;

  private final Evaluator evaluator;
  private final MacroHost host;

  /**
   * Makes an evaluator with all macros of this machine.
   *
   * @param context has the data directory that images come from
   * @param host answers the macros; what the script depends on is noted in its dependencies
   * @param locks finds the lock file of the build
   */
  ScriptEvaluator(
      Invocation invocation, CommandContext context, RecordingHost host, BuildLock.Finder locks) {
    this(invocation, host, images(invocation, context, host.dependencies(), locks));
  }

  /** Makes an evaluator with all macros of this machine, for which images come from {@code images}. */
  ScriptEvaluator(Invocation invocation, RecordingHost host, Images images) {
    this(new Evaluator(table(invocation), images, host), host);
  }

  private ScriptEvaluator(Evaluator evaluator, MacroHost host) {
    this.evaluator = evaluator;
    this.host = host;
  }

  /**
   * Returns the images for the macros of a script, of which some are build files with macros of their own. The
   * map keys that images are found by are added to {@code dependencies}.
   */
  static Images images(
      Invocation invocation, CommandContext context, Dependencies dependencies, BuildLock.Finder locks) {
    return new ImageCache(context, fetchedFiles(invocation), dependencies, locks);
  }

  /** Returns what evaluates build files that were fetched. */
  static FetchedFileEvaluator fetchedFiles(Invocation invocation) {
    return new FetchedFiles(invocation);
  }

  /** Evaluates build files that were fetched. Every evaluation makes one, and the first lambda takes milliseconds. */
  private record FetchedFiles(Invocation invocation) implements FetchedFileEvaluator {
    @Override
    public EvaluationResult evaluate(Images images, String name, byte[] text) throws PlashException {
      return evaluator(images, name).evaluate(name, RecordingHost.text(name, text));
    }

    private ScriptEvaluator evaluator(Images images, String name) {
      if (FetchedScript.isTrusted(invocation.environment())) {
        MacroHost host = RecordingHost.ofPlashfile(invocation);
        return new ScriptEvaluator(new Evaluator(table(invocation), images, host), host);
      }
      FetchedScript script = new FetchedScript(name);
      MacroHost unseen = script.host();
      return new ScriptEvaluator(new Evaluator(script.macros(), script.images(images), unseen), unseen);
    }
  }

  /** Returns the macros that every script can call. */
  private static MacroTable table(Invocation invocation) {
    MacroTable table = withoutPrograms(invocation);
    ExternalMacros.lookForPrograms(table, invocation.environment(), invocation.messages());
    return table;
  }

  /** Returns those macros without the programs in the folders of PLASH_MACRO_PATH. */
  static MacroTable withoutPrograms(Invocation invocation) {
    MacroTable table = PredefinedMacros.table();
    ExternalMacros.register(table, invocation.environment());
    return table;
  }

  /**
   * Returns the script of the calls that {@code words} make; without any words, of those on stdin. A {@code --} in
   * front of them or behind them means nothing; where a program stands behind it, this is the wrong command for it.
   */
  EvaluationResult evaluate(List<String> words) throws PlashException {
    List<String> calls = words.isEmpty() || !words.get(0).equals(END) ? words : words.subList(1, words.size());
    int end = calls.indexOf(END);
    if (end >= 0 && end + 1 < calls.size()) {
      throw PlashException.of("no program is started here, but one stands behind --: " + calls.get(end + 1))
          .withHint("plash run starts it, with the same words").withStatus(USAGE);
    }
    calls = end < 0 ? calls : calls.subList(0, end);
    return calls.isEmpty() ? evaluate("stdin", host.stdin()) : evaluator.evaluateWords(calls);
  }

  /** Returns the script of a plashfile with this text, which messages call {@code name}. */
  EvaluationResult evaluate(String name, String text) throws PlashException {
    return evaluator.evaluateFile(name, text);
  }
}
