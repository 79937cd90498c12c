package io.plash.macro;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Hint;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.PieceMarks;
import io.plash.lang.Signature;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The macros for commands, layers and hints. */
final class CommonMacros {
  /** The module of most macros that concern neither images nor packages. */
  static final String MODULE = "plash.macros.common";

  /** The module of the macros that a script always has, whatever it imports or forgets. */
  static final String CORE_MODULE = "plash.eval";

  private CommonMacros() {}

  static void register(MacroTable table) {
    table.register(new Run(signature("run", Arity.ANY, "emit the arguments as lines of shell script")));
    table.register(
        new Layer(signature("layer", Arity.ANY, "end the layer, or call a macro in a layer per argument")));
    table.register(
        new InvalidateLayer(signature("invalidate-layer", Arity.of(0), "build the layer anew every time")));
    table.register(
        new Entrypoint(signature("entrypoint", Arity.of(1), "set the program that plash-exec starts")));
    table.register(
        new GiveHint(new Signature(CORE_MODULE, "hint", new Arity(1, 2), "write a hint for plash itself")));
  }

  private static Signature signature(String name, Arity arity, String description) {
    return new Signature(MODULE, name, arity, description);
  }

  private record Run(Signature signature) implements Macro {
    @Override
    public boolean takesLines() {
      return true;
    }

    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      return Optional.of(String.join("\n", arguments));
    }
  }

  private record Layer(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      String end = Hint.layer().line();
      if (arguments.isEmpty()) {
        return Optional.of(end);
      }
      context.require(arguments.get(0));
      StringBuilder text = new StringBuilder(end);
      for (String argument : arguments.subList(1, arguments.size())) {
        Optional<String> part = context.expand(arguments.get(0), List.of(argument));
        if (part.isPresent()) {
          text.append('\n').append(part.get());
        }
        text.append('\n').append(end);
      }
      return Optional.of(text.toString());
    }
  }

  private record InvalidateLayer(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      context.unrepeatable();
      return Optional.of(PieceMarks.invalidated(UUID.randomUUID().toString()));
    }
  }

  private record Entrypoint(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      return Optional.of(Hint.of(Hint.EXEC, arguments.get(0)).line());
    }
  }

  private record GiveHint(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      Optional<String> value = arguments.size() == 1 ? Optional.empty() : Optional.of(arguments.get(1));
      return Optional.of(Hint.of(arguments.get(0), value).line());
    }
  }
}
