package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.List;
import java.util.Optional;

/**
 * What macros see of the host beside images. Whoever implements it notes what was asked for: the text
 * of the script depends on it.
 */
public interface MacroHost {
  /** The value of an environment variable; empty is a value too. */
  Optional<String> variable(String name) throws PlashException;

  /** All that is left of standard input: nothing the second time. */
  String stdin() throws PlashException;

  /** The text of a file, with a leading {@code ~} standing for the home directory. */
  String file(String name) throws PlashException;

  /** What {@code --hash-path} says of the files and directories: 40 hexadecimal digits. */
  String hash(List<String> paths) throws PlashException;
}
