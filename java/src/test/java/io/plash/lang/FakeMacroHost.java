package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host held in memory; it has no files but those put in, and its hash of paths is their names. */
public final class FakeMacroHost implements MacroHost {
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private String stdin = "";

  /** Sets an environment variable. */
  public FakeMacroHost withVariable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Puts a text on standard input. */
  public FakeMacroHost withStdin(String text) {
    stdin = text;
    return this;
  }

  /** Adds a file. */
  public FakeMacroHost withFile(String name, String text) {
    files.put(name, text);
    return this;
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public String stdin() {
    String text = stdin;
    stdin = "";
    return text;
  }

  @Override
  public String file(String name) throws PlashException {
    if (!files.containsKey(name)) {
      throw PlashException.of("no file").withHint("add one");
    }
    return files.get(name);
  }

  @Override
  public String hash(List<String> paths) throws PlashException {
    for (String path : paths) {
      file(path);
    }
    return String.join("+", paths);
  }
}
