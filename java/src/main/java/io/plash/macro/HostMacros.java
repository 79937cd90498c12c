package io.plash.macro;

import io.plash.lang.Arity;
import io.plash.lang.HiddenValue;
import io.plash.lang.Hint;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.PieceMarks;
import io.plash.lang.Signature;
import io.plash.text.PythonRepr;
import io.plash.text.ShellQuote;
import io.plash.text.VariableName;
import java.util.List;
import java.util.Optional;

/** The macros that bring something of the host into the script. */
final class HostMacros {
  private HostMacros() {}

  static void register(MacroTable table) {
    table.register(new ImportEnv(signature("import-env", Arity.ANY, "export variables of the host in the layer")));
    table.register(new RunStdin(signature("run-stdin", Arity.of(0), "emit standard input as shell script")));
    table.register(
        new HashPath(signature("hash-path", Arity.ANY, "build the layer anew when one of these files changes")));
  }

  private static Signature signature(String name, Arity arity, String description) {
    return new Signature(CommonMacros.MODULE, name, arity, description);
  }

  // Arguments are NAME or NAME:AS. The variable is exported, for the programs of the layer.
  private record ImportEnv(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      StringBuilder text = new StringBuilder();
      for (String argument : arguments) {
        int colon = argument.indexOf(':');
        String name = colon < 0 ? argument : argument.substring(0, colon);
        String as = argument.substring(colon + 1);
        if (!VariableName.isValid(as)) {
          throw MacroException.of("not a variable name: " + PythonRepr.of(as));
        }
        Optional<String> value = context.variable(name);
        if (value.isPresent()) {
          text.append(text.length() == 0 ? "" : "\n");
          text.append(HiddenValue.export(as, word(argument, value.get())));
        }
      }
      return text.length() == 0 ? Optional.empty() : Optional.of(text.toString());
    }

    // Quotes as ScriptWords.quote does, but no message shows the value.
    private static String word(String argument, String value) throws MacroException {
      if (Hint.hidesIn(value)) {
        throw MacroException.of("there is a plash hint in the argument " + PythonRepr.of(argument) + ", in its value");
      }
      return ShellQuote.quote(value);
    }
  }

  private record RunStdin(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      String text = context.stdin();
      if (text.indexOf('\0') >= 0) {
        throw MacroException.of("standard input holds a NUL character");
      }
      return Optional.of(text);
    }
  }

  private record HashPath(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      return Optional.of(PieceMarks.hash(context.hash(arguments)));
    }
  }
}
