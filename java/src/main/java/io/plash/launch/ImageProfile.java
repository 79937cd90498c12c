package io.plash.launch;

import io.plash.imageconfig.ImageConfig;
import io.plash.text.ShellQuote;
import io.plash.text.VariableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The variables and the working directory that an image of docker gives its programs, as text for the image's shell,
 * which evaluates it after /etc/profile and before it sets what comes from the caller.
 */
public final class ImageProfile {
  /** The variables that a shell sets itself; an assignment to some of them would end bash. */
  private static final String SHELLS_OWN =
      " UID EUID PPID GROUPS DIRSTACK FUNCNAME HISTCMD IFS LINENO OPTIND RANDOM SRANDOM SECONDS SHELLOPTS"
          + " SHLVL PWD OLDPWD _ ";

  private static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int PIECE_BYTES = 60_000;

  /** The variables by which the C library is steered before a program begins, or finds code and tables to load. */
  private static final Set<String> OF_LOADER =
      Set.of("GLIBC_TUNABLES", "GCONV_PATH", "LOCPATH", "NLSPATH", "GETCONF_DIR", "HOSTALIASES", "RES_OPTIONS");

  private ImageProfile() {}

  /**
   * Returns shell text that sets the variables of {@code config} and goes to its working directory; empty when there
   * is nothing to do. A command may follow on its last line. The text ignores what fails, such as a locale or a
   * directory that the image lacks; it closes descriptor 2 for that, since the image may have no /dev/null.
   */
  public static String text(ImageConfig config) {
    return String.join("", statements(config));
  }

  /**
   * Returns the same in pieces that are to be evaluated one after the other. Each fits an argument of a program, of
   * 128 KiB at most on Linux (MAX_ARG_STRLEN, execve(2)), which a variable of an image does not exceed.
   */
  public static List<String> pieces(ImageConfig config) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String statement : statements(config)) {
      if (piece.length() > 0 && bytes(piece) + bytes(statement) > PIECE_BYTES) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.append(statement);
    }
    if (piece.length() > 0) {
      pieces.add(piece.toString());
    }
    return pieces;
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> statements(ImageConfig config) {
    List<String> statements = new ArrayList<>();
    for (String variable : config.environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0 && isSettable(variable.substring(0, equals))) {
        statements.add("export " + ShellQuote.always(variable) + " 2>&-; ");
      }
    }
    if (config.workingDirectory().startsWith("/")) {
      statements.add("cd " + ShellQuote.always(config.workingDirectory()) + " 2>&- || :; ");
    }
    return statements;
  }

  /**
   * Returns the variables of {@code config} as {@code NAME=value}, with a PATH, for an image without a shell. There a
   * program of the host sets them, so those that steer its own loader and libraries are left out: ld.so(8),
   * environ(7).
   */
  public static List<String> variables(ImageConfig config) {
    List<String> variables = new ArrayList<>();
    boolean path = false;
    for (String variable : config.environment()) {
      path |= variable.startsWith("PATH=");
      if (variable.indexOf('=') > 0 && !isOfLoader(variable.substring(0, variable.indexOf('=')))) {
        variables.add(variable);
      }
    }
    if (!path) {
      variables.add(DEFAULT_PATH);
    }
    return variables;
  }

  private static boolean isOfLoader(String name) {
    return name.startsWith("LD_") || name.startsWith("MALLOC_") || OF_LOADER.contains(name);
  }

  private static boolean isSettable(String name) {
    return VariableName.isValid(name) && !name.startsWith("BASH") && !name.startsWith("EPOCH")
        && SHELLS_OWN.indexOf(" " + name + " ") < 0;
  }
}
