package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The python3 of one evaluation. It imports modules and calls their macros, and answers them when they call other
 * macros. A failure of such a macro is thrown unchanged when the calling macro does not catch it.
 */
final class PythonSession implements AutoCloseable {
  private static final String UNKNOWN = "unknown";
  private static final String SILENT = "silent";
  private static final int INTERRUPTED = 130;

  private final Map<String, String> environment;
  private final List<Exception> failures = new ArrayList<>();
  private PythonProcess process;

  /** Starts no python3 yet; the first module does. */
  PythonSession(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Imports a module, or a file by its path, and defines its macros in {@code context}. */
  void load(MacroContext context, String module) throws MacroException, PlashException {
    if (process == null) {
      process = PythonProcess.start(environment, environment.get("PLASH_LIBEXEC") + "/python");
    }
    process.send(List.of("import", module));
    answer(context);
  }

  /** Calls the macro with the number that python3 has given it, and returns its text. */
  Optional<String> call(MacroContext context, String number, List<String> arguments)
      throws MacroException, PlashException {
    List<String> words = new ArrayList<>(List.of("call", number));
    words.addAll(arguments);
    process.send(words);
    return answer(context);
  }

  // Answers the questions of python3 until it reports the end of the macro.
  private Optional<String> answer(MacroContext context) throws MacroException, PlashException {
    while (true) {
      List<String> words = process.receive();
      switch (words.get(0)) {
        case "register" -> context.define(
            new PythonMacro(PythonMacro.signature(words.get(2), words.get(3), words.get(4)), this, words.get(1)));
        case "expand" -> process.send(expansion(context, words.get(1), words.subList(2, words.size())));
        case "macros" -> process.send(listing(context));
        case "text" -> {
          return Optional.of(ScriptText.checked(words.get(1)));
        }
        case "none" -> {
          return Optional.empty();
        }
        default -> throw failed(words);
      }
    }
  }

  private List<String> expansion(MacroContext context, String name, List<String> arguments) {
    try {
      Optional<String> text = context.expand(name, arguments);
      return text.isPresent() ? List.of("text", text.get()) : List.of("none");
    } catch (MacroException e) {
      return failure(e, UNKNOWN);
    } catch (PlashException e) {
      return failure(e, e.isAlreadyReported() ? SILENT : "failed");
    }
  }

  private List<String> failure(Exception failure, String kind) {
    failures.add(failure);
    return List.of("failure", Integer.toString(failures.size() - 1), kind, failure.getMessage());
  }

  // Returns a failure of the macro itself, and throws one that only passed through it unchanged.
  private MacroException failed(List<String> words) throws MacroException, PlashException {
    switch (words.get(0)) {
      case "nested" -> {
        Exception failure = failures.get(Integer.parseInt(words.get(1)));
        if (failure instanceof PlashException passing) {
          throw passing;
        }
        throw (MacroException) failure;
      }
      case SILENT -> throw PlashException.alreadyReported();
      case "interrupted" -> throw PlashException.of("interrupted").withStatus(INTERRUPTED);
      default -> {
        return MacroException.of(words.get(1), words.get(2)).withHint(hint(words.get(1)));
      }
    }
  }

  private static String hint(String kind) {
    return switch (kind) {
      case "ModuleNotFoundError" ->
          "modules are looked for where python3 looks (PYTHONPATH); one file is imported as ./NAME.py";
      case "EvalError", "RecursionError" -> "";
      default -> "PLASH_DEBUG=1 shows where in python3 it was raised";
    };
  }

  private static List<String> listing(MacroContext context) {
    List<String> words = new ArrayList<>(List.of("macros"));
    for (Signature macro : context.listing()) {
      words.addAll(List.of(macro.name(), macro.module(), macro.description()));
    }
    return words;
  }

  @Override
  public void close() throws PlashException {
    if (process != null) {
      process.close();
    }
  }
}
