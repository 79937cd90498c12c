package io.plash.lang;

import io.plash.failure.PlashException;
import java.util.List;
import java.util.Optional;

/**
 * The parts of the host that macros can read, apart from images. An implementation records what was read,
 * because the text of the script depends on it.
 */
public interface MacroHost {
  /** Returns the value of an environment variable, which may be empty, or nothing when it is not set. */
  Optional<String> variable(String name) throws PlashException;

  /** Reads standard input to its end. A second call returns the empty string. */
  String stdin() throws PlashException;

  /** Reads a text file. A leading {@code ~} in {@code name} stands for the home directory. */
  String file(String name) throws PlashException;

  /** Computes the hash of files and directories for {@code --hash-path}: 40 hexadecimal digits. */
  String hash(List<String> paths) throws PlashException;
}
