package io.plash.external;

import io.plash.lang.Evaluation;
import io.plash.lang.Macro;
import io.plash.lang.MacroException;
import io.plash.lang.Signature;
import io.plash.value.PlashException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defines the macros of python3 modules for the rest of the script. */
record ImportMacro(Signature signature, Map<String, String> environment) implements Macro {
  @Override
  public Optional<String> expand(Evaluation evaluation, List<String> arguments)
      throws MacroException, PlashException {
    evaluation.unrepeatable(); // what a module does may depend on anything
    PythonSession session = evaluation.companion(PythonSession.class, () -> new PythonSession(environment));
    for (String module : arguments) {
      session.load(evaluation, module);
    }
    return Optional.empty();
  }
}
