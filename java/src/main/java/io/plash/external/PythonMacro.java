package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.Signature;
import java.util.List;
import java.util.Optional;

/** A macro of an imported python3 module, which checks the number of arguments itself. */
record PythonMacro(Signature signature, PythonSession session, String number) implements Macro {
  static Signature signature(String name, String module, String description) {
    return new Signature(module, name, Arity.ANY, description);
  }

  @Override
  public Optional<String> expand(MacroContext context, List<String> arguments)
      throws MacroException, PlashException {
    return session.call(context, number, arguments);
  }
}
