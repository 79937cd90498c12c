package io.plash.lang;

/**
 * Where the text of a script stands, for messages.
 *
 * @param name the name of the file, or what stands for it; empty for the words of a command, which have no lines
 * @param line the line of the file that holds all of the text; 0 when the text has the lines of the file
 */
record ScriptSource(String name, int line) {
  /** The words of a command. */
  static final ScriptSource COMMAND = new ScriptSource("", 0);

  /** Returns the source of a file. */
  static ScriptSource file(String name) {
    return new ScriptSource(name, 0);
  }

  /** Returns the source of text that a macro in line {@code at} has among its arguments. */
  ScriptSource within(int at) {
    return line > 0 ? this : new ScriptSource(name, at);
  }

  /** Returns the beginning of a message about line {@code at} of the text; 0 stands for none. */
  String prefix(int at) {
    int shown = line > 0 ? line : at;
    return name.isEmpty() ? "" : name + (shown > 0 ? ":" + shown : "") + ": ";
  }
}
