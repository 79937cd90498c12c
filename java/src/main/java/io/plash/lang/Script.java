package io.plash.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A build script, split into the shell text of each layer and the hints that have a value. The text of a layer
 * is never empty, ends with a newline, and may hold marks of {@link HiddenValue}.
 */
public record Script(List<String> layers, List<Hint> hints) {
  /** Copies the lists. */
  public Script {
    layers = List.copyOf(layers);
    hints = List.copyOf(hints);
  }

  /** Parses {@code text}. A hint without a value, other than {@code layer}, stays a comment of the shell. */
  public static Script parse(String text) {
    List<String> layers = new ArrayList<>();
    List<Hint> hints = new ArrayList<>();
    StringBuilder layer = new StringBuilder();
    for (String line : Tokenizer.lines(text)) {
      Optional<Hint> hint = Hint.parse(line);
      if (hint.isPresent() && hint.get().value().isPresent()) {
        hints.add(hint.get());
      } else if (hint.isPresent() && hint.get().name().equals(Hint.LAYER)) {
        endLayer(layer, layers);
      } else {
        layer.append(line).append('\n');
      }
    }
    endLayer(layer, layers);
    return new Script(layers, hints);
  }

  private static void endLayer(StringBuilder layer, List<String> layers) {
    if (layer.length() > 0) {
      layers.add(layer.toString());
      layer.setLength(0);
    }
  }

  /** Returns the id of the container to build upon, as it is written: it may name no container. */
  public Optional<String> image() {
    return last(Hint.IMAGE);
  }

  /** Returns the program that plash-exec starts. */
  public Optional<String> exec() {
    return last(Hint.EXEC);
  }

  /** Returns the names of the variables that plash-exec passes on, in the order of their hints. */
  public List<String> useEnv() {
    return values(Hint.USE_ENV);
  }

  private Optional<String> last(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  private List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (Hint hint : hints) {
      if (hint.name().equals(name)) {
        values.add(hint.value().orElseThrow());
      }
    }
    return values;
  }
}
