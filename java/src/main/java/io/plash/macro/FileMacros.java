package io.plash.macro;

import io.plash.lang.Arity;
import io.plash.lang.Hint;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import io.plash.lang.Tokenizer;
import io.plash.text.ShellQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The macros that write their arguments to a file in the container. */
final class FileMacros {
  private static final String ENTRYPOINT = "/entrypoint";
  private static final String SHEBANG = "#!";
  private static final String DEFAULT_SHEBANG = "#!/bin/sh";

  private FileMacros() {}

  static void register(MacroTable table) {
    Arity fileAndLines = Arity.atLeast(1);
    table.register(new WriteFile(signature("write-file", fileAndLines, "append lines to a file"), false));
    table.register(
        new WriteFile(signature("write-script", fileAndLines, "append lines to an executable file"), true));
    table.register(
        new EntrypointScript(
            signature("entrypoint-script", Arity.ANY, "write the program that plash-exec starts")));
  }

  private static Signature signature(String name, Arity arity, String description) {
    return new Signature(CommonMacros.MODULE, name, arity, description);
  }

  /**
   * Returns commands that append {@code lines} to {@code file}. Do not change their text without need: it is
   * part of the cache key, so every user would build the layer again. They use printf because echo swallows a
   * line {@code -n} and dash's echo expands backslashes.
   */
  private static StringBuilder append(String file, List<String> lines) throws MacroException {
    String target = ScriptWords.quote(file);
    StringBuilder text = new StringBuilder("touch ").append(target);
    for (String line : lines) {
      text.append("\nprintf '%s\\n' ").append(ShellQuote.quote(line)).append(" >> ").append(target);
    }
    return text;
  }

  private static StringBuilder appendExecutable(String file, List<String> lines) throws MacroException {
    return append(file, lines).append("\nchmod 755 ").append(ScriptWords.quote(file));
  }

  // Splits arguments that hold newlines, so that no line of the script can be a hint.
  private static List<String> lines(List<String> arguments) {
    List<String> lines = new ArrayList<>();
    for (String argument : arguments) {
      lines.addAll(Tokenizer.lines(argument + "\n"));
    }
    return lines;
  }

  private record WriteFile(Signature signature, boolean executable) implements Macro {
    @Override
    public boolean takesLines() {
      return true;
    }

    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      String file = arguments.get(0);
      List<String> lines = lines(arguments.subList(1, arguments.size()));
      return Optional.of((executable ? appendExecutable(file, lines) : append(file, lines)).toString());
    }
  }

  private record EntrypointScript(Signature signature) implements Macro {
    @Override
    public boolean takesLines() {
      return true;
    }

    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      List<String> lines = lines(arguments);
      if (!lines.isEmpty() && !lines.get(0).startsWith(SHEBANG)) {
        lines.add(0, DEFAULT_SHEBANG);
      }
      String hint = Hint.of(Hint.EXEC, ENTRYPOINT).line();
      return Optional.of(hint + "\n" + appendExecutable(ENTRYPOINT, lines));
    }
  }
}
