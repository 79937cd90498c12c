package io.plash.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluated text asks for: the shell text of each layer, and the hints that have a value.
 * Each layer's text ends with a newline, is never empty, and may hold marks of {@link HiddenValue}.
 */
public record Script(List<String> layers, List<Hint> hints) {
  /** Keeps its own copies. */
  public Script {
    layers = List.copyOf(layers);
    hints = List.copyOf(hints);
  }

  /** The script that {@code text} writes; hints without a value that mean nothing stay comments. */
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

  /** The image to build upon, as written: nothing has checked that it is a container. */
  public Optional<String> image() {
    return last(Hint.IMAGE);
  }

  /** The program that plash-exec starts. */
  public Optional<String> exec() {
    return last(Hint.EXEC);
  }

  /** The variables that plash-exec passes on, in the order of their hints. */
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
