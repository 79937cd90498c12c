package io.plash.lang;

import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import io.plash.value.PythonRepr;
import java.util.List;
import java.util.Optional;

/** The evaluation of one script under way, as its macros see it. */
public final class Evaluation {
  private final MacroTable macros;
  private final Images images;
  private boolean repeatable = true;

  /** Takes the table over: what the script defines is added to it. */
  Evaluation(MacroTable macros, Images images) {
    this.macros = macros;
    this.images = images;
  }

  /**
   * The text of another macro.
   *
   * @throws MacroException when there is no such macro
   * @throws PlashException when it fails; the message names it
   */
  public Optional<String> expand(String name, List<String> arguments) throws MacroException, PlashException {
    Optional<Macro> found = macros.find(name);
    if (found.isEmpty()) {
      throw unknown(name);
    }
    Macro macro = found.get();
    try {
      macro.signature().arity().check(arguments.size());
      return macro.expand(this, arguments);
    } catch (MacroException e) {
      throw e.of(macro.signature());
    }
  }

  /** The texts of several macros, one after the other; nothing when none of them gives any. */
  public Optional<String> expand(List<MacroCall> calls) throws MacroException, PlashException {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (MacroCall call : calls) {
      Optional<String> part = expand(call.name(), call.arguments());
      if (part.isPresent()) {
        text.append(any ? "\n" : "").append(part.get());
        any = true;
      }
    }
    return any ? Optional.of(text.toString()) : Optional.empty();
  }

  /** Whether there is a macro of that name. */
  public boolean knows(String name) {
    return macros.find(name).isPresent();
  }

  /** Makes a macro known to the rest of this script, in place of one of the same name. */
  public void define(Macro macro) {
    macros.register(macro);
  }

  /** {@link Images#mapped}, with failures being those of the calling macro. */
  public Optional<ContainerId> mapped(String key) throws MacroException {
    try {
      return images.mapped(key);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** {@link Images#image}, with failures being those of the calling macro. */
  public ContainerId image(String source, String name) throws MacroException {
    try {
      return images.image(source, name);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** Says that the text depends on more than the words of the script and the images it names. */
  public void unrepeatable() {
    repeatable = false;
  }

  /** Whether the same words will give the same text next time. */
  boolean repeatable() {
    return repeatable;
  }

  private MacroException unknown(String name) {
    return MacroException.of("MacroNotFoundError", "macro " + PythonRepr.of(name) + " not found")
        .withHint(NearestNames.advice(name, macros.names()));
  }
}
