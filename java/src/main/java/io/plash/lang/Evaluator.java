package io.plash.lang;

import io.plash.failure.PlashException;
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
    MacroContext context = new MacroContext(macros, images, host);
    String text = context.text(calls);
    return new EvaluationResult(terminated(text), context.repeatable(), context.called());
  }

  private static String terminated(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
