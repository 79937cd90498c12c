package io.plash.plan;

import io.plash.value.ImageConfig;
import io.plash.value.ShellQuote;

/**
 * What an image of docker has programs begin with, as text for the image's login shell: between its
 * profile and all that comes from the caller.
 */
public final class ImageProfile {
  /** Variables that a shell keeps for itself; bash would end at an assignment to some. */
  private static final String SHELLS_OWN =
      " UID EUID PPID GROUPS DIRSTACK FUNCNAME HISTCMD IFS LINENO OPTIND RANDOM SRANDOM SECONDS SHELLOPTS"
          + " SHLVL PWD OLDPWD _ ";

  private ImageProfile() {}

  /**
   * Sets the variables of {@code config} and goes to its working directory, on one line (but for
   * newlines in values) that ends where a command may follow; empty when there is nothing to do. What
   * can not be is passed over silently: a locale, a directory that the image lacks. Descriptor 2 is
   * closed for that, since the image may have no /dev/null.
   */
  public static String text(ImageConfig config) {
    StringBuilder out = new StringBuilder();
    for (String variable : config.environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0 && isSettable(variable.substring(0, equals))) {
        out.append("export ").append(ShellQuote.always(variable)).append(" 2>&-; ");
      }
    }
    if (config.workingDirectory().startsWith("/")) {
      out.append("cd ").append(ShellQuote.always(config.workingDirectory())).append(" 2>&- || :; ");
    }
    return out.toString();
  }

  private static boolean isSettable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.startsWith("BASH") && !name.startsWith("EPOCH") && SHELLS_OWN.indexOf(" " + name + " ") < 0;
  }
}
