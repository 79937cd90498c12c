package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The macro {@code import}, which defines the macros of python3 modules for the rest of the script. */
record ImportMacro(Signature signature, Map<String, String> environment) implements Macro {
  @Override
  public Optional<String> expand(MacroContext context, List<String> arguments)
      throws MacroException, PlashException {
    context.unrepeatable(); // what a module does may depend on anything
    PythonSession session = context.companion(PythonSession.class, () -> new PythonSession(environment));
    for (String module : arguments) {
      session.load(context, module);
    }
    return Optional.empty();
  }
}
