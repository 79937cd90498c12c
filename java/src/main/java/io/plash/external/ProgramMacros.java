package io.plash.external;

import io.plash.lang.Arity;
import io.plash.lang.Macro;
import io.plash.lang.MacroFinder;
import io.plash.lang.Signature;
import io.plash.text.NativeText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the executable files in the folders of PLASH_MACRO_PATH; each is a macro of the same name. An empty part of
 * that variable is ignored. {@code lib/macros.sh} has the same rule for the list of macros.
 */
final class ProgramMacros implements MacroFinder {
  private static final String VARIABLE = "PLASH_MACRO_PATH";
  private static final String SYSTEM = "/etc/plash/macros";

  private final Map<String, String> environment;
  private final PrintStream messages;

  ProgramMacros(Map<String, String> environment, PrintStream messages) {
    this.environment = environment;
    this.messages = messages;
  }

  /** Tells whether the user has set PLASH_MACRO_PATH, so that its macros replace predefined ones. */
  static boolean areOnPurpose(Map<String, String> environment) {
    return environment.containsKey(VARIABLE);
  }

  /** Where programs are looked for, first to last; {@code macro_path_find} in {@code lib/macros.sh} has the same. */
  List<String> folders() {
    List<String> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault(VARIABLE, defaults()).split(":")) {
      if (!folder.isEmpty()) {
        folders.add(folder);
      }
    }
    return folders;
  }

  private String defaults() {
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (configuration.isEmpty() && !home.isEmpty()) {
      configuration = home + "/.config";
    }
    if (!NativeText.isValue(configuration)) {
      configuration = ""; // a directory that has no name here
    }
    return (configuration.isEmpty() ? "" : configuration + "/plash/macros:") + SYSTEM;
  }

  @Override
  public Optional<Macro> find(String name) {
    for (String folder : folders()) {
      Optional<Path> file = file(folder, name);
      if (file.isPresent() && Files.isExecutable(file.get())) {
        return Optional.of(macro(folder, name));
      }
    }
    return Optional.empty();
  }

  @Override
  public String advice(String name) {
    for (String folder : folders()) {
      if (file(folder, name).isPresent()) {
        return folder + "/" + name + " is not executable: try chmod +x";
      }
    }
    return "";
  }

  @Override
  public List<Signature> listing() {
    Map<String, Signature> found = new TreeMap<>();
    for (String folder : folders()) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (file(folder, name).isPresent() && Files.isExecutable(entry)) {
            found.putIfAbsent(name, macro(folder, name).signature());
          }
        }
      } catch (IOException | InvalidPathException e) {
        continue; // a folder that cannot be read holds no macros
      }
    }
    return List.copyOf(found.values());
  }

  // Returns nothing for a name that is not one plain part of a path, without asking the file system.
  private static Optional<Path> file(String folder, String name) {
    if (name.isEmpty() || name.startsWith(".") || name.startsWith("-") || name.indexOf('/') >= 0) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(folder, name);
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Macro macro(String folder, String name) {
    return new ProgramMacro(new Signature(folder, name, Arity.ANY, ""), environment, messages);
  }
}
