package io.plash.macro;

import io.plash.lang.MacroException;
import io.plash.text.PythonRepr;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of a package manager with placeholders for the packages.
 *
 * @param pieces the texts around the placeholders, one more than there are placeholders
 */
record PackageTemplate(List<String> pieces) {
  /**
   * Parses a command, in which {@code {}} and {@code {0}} are placeholders and <code>{{</code> and
   * <code>}}</code> stand for braces.
   */
  static PackageTemplate parse(String line) throws MacroException {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      if (line.startsWith("{{", at) || line.startsWith("}}", at)) {
        piece.append(line.charAt(at));
        at += 2;
      } else if (line.startsWith("{}", at) || line.startsWith("{0}", at)) {
        pieces.add(piece.toString());
        piece.setLength(0);
        at = line.indexOf('}', at) + 1;
      } else if (line.charAt(at) == '{' || line.charAt(at) == '}') {
        throw stray(line, at);
      } else {
        piece.append(line.charAt(at));
        at++;
      }
    }
    pieces.add(piece.toString());
    return new PackageTemplate(List.copyOf(pieces));
  }

  private static MacroException stray(String line, int at) {
    int close = line.indexOf('}', at);
    String field = line.substring(at, close < 0 ? at + 1 : close + 1);
    String problem = "unexpected " + PythonRepr.of(field) + " in " + PythonRepr.of(line);
    return MacroException.of(problem)
        .withHint("{} stands for the packages; a brace itself is written {{ or }}");
  }

  /** Returns the command with {@code packages} in place of each placeholder. */
  String fill(String packages) {
    return String.join(packages, pieces);
  }
}
