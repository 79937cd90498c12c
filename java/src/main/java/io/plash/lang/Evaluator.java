package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.ArrayList;
import java.util.List;

/** Turns macro calls into the text of a build script. Macros that one script defines are unknown to the next. */
public final class Evaluator {
  /** The name of the macro that has images fetched again. */
  public static final String REFRESH = "refresh";

  private final MacroTable macros;
  private final Images images;
  private final MacroHost host;

  /** Makes an evaluator; each of its scripts begins with {@code macros}. */
  public Evaluator(MacroTable macros, Images images, MacroHost host) {
    this.macros = macros;
    this.images = images;
    this.host = host;
  }

  /** Expands the calls from left to right. */
  public EvaluationResult evaluate(List<MacroCall> calls) throws PlashException {
    List<WrittenCall> written = new ArrayList<>();
    for (MacroCall call : calls) {
      written.add(WrittenCall.of(call));
    }
    return evaluate(ScriptSource.COMMAND, written);
  }

  /** Expands the calls that {@code words} of a command make. */
  public EvaluationResult evaluateWords(List<String> words) throws PlashException {
    return evaluate(ScriptSource.COMMAND, Tokenizer.parse(ScriptSource.COMMAND, words));
  }

  /** Expands the calls in the text of a file, which messages call {@code name}. */
  public EvaluationResult evaluateFile(String name, String text) throws PlashException {
    ScriptSource source = ScriptSource.file(name);
    return evaluate(source, Tokenizer.parse(source, Tokenizer.lines(text)));
  }

  private EvaluationResult evaluate(ScriptSource source, List<WrittenCall> calls) throws PlashException {
    MacroContext context = new MacroContext(macros, images, host, source);
    String text = context.text(calls);
    return new EvaluationResult(terminated(text), context.repeatable(), context.called());
  }

  private static String terminated(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
