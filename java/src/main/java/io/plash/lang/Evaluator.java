package io.plash.lang;

import io.plash.value.PlashException;
import java.util.List;

/** Turns macro calls into script text. What one script defines is unknown to the next. */
public final class Evaluator {
  /** Name of the macro that has images fetched again. */
  public static final String REFRESH = "refresh";

  private final MacroTable macros;
  private final Images images;
  private final Surroundings surroundings;

  /** An evaluator that starts every script with these macros. */
  public Evaluator(MacroTable macros, Images images, Surroundings surroundings) {
    this.macros = macros;
    this.images = images;
    this.surroundings = surroundings;
  }

  /** The text of the calls, expanded from left to right. */
  public Evaluated evaluate(List<MacroCall> calls) throws PlashException {
    Evaluation evaluation = new Evaluation(macros, images, surroundings);
    String text = evaluation.text(calls);
    return new Evaluated(terminated(text), evaluation.repeatable(), evaluation.called());
  }

  private static String terminated(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
