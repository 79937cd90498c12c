package io.plash.macro;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import io.plash.lang.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The macros that evaluate more text of the build language, each as a script of its own. */
final class EvalMacros {
  private static final String STDIN = "stdin";

  private EvalMacros() {}

  static void register(MacroTable table) {
    table.register(new EvalFile(signature("eval-file", 1, "evaluate the macros in a file")));
    table.register(new EvalString(signature("eval-string", 1, "evaluate the macros in a word, split as in sh")));
    table.register(new EvalStdin(signature("eval-stdin", 0, "evaluate the macros on standard input")));
    table.register(
        new ResetImports(
            new Signature(CommonMacros.CORE_MODULE, "reset-imports", Arity.of(0), "forget all other macros")));
  }

  private static Signature signature(String name, int arguments, String description) {
    return new Signature(CommonMacros.MODULE, name, Arity.of(arguments), description);
  }

  private record EvalFile(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      String name = arguments.get(0);
      return context.evaluate(ScriptWords.shown(name), Tokenizer.lines(context.file(name)));
    }
  }

  // Each word of the argument is one line of the script.
  private record EvalString(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      return context.evaluate("", WordSplit.split(arguments.get(0)));
    }
  }

  private record EvalStdin(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      return context.evaluate(STDIN, Tokenizer.lines(context.stdin()));
    }
  }

  private record ResetImports(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      context.forgetAllBut(Set.of("import", "hint", signature.name()));
      return Optional.empty();
    }
  }
}
