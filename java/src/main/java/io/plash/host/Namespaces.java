package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How this user enters the namespaces that containers need. A JVM can not do it itself
 * (unshare(2): EINVAL for a process with threads), so this is a list of words for others.
 */
public record Namespaces(Kind kind, List<String> words, String limitation) {
  /** Which ids are mapped. */
  public enum Kind {
    /** Already root: a mount namespace only. */
    ROOT,
    /** Already root of a user namespace that has no other id: a mount namespace only. */
    ROOT_OWN_ID,
    /** Root that may not make a mount namespace by itself: in a user namespace with the same ids. */
    ROOT_UNPRIVILEGED,
    /** The user's id becomes 0, the ranges of /etc/subuid and /etc/subgid follow. */
    RANGES,
    /** Only the user's own id is mapped, to 0: /etc/subuid and /etc/subgid have no usable range. */
    NO_RANGES,
    /** Only the user's own id is mapped, to 0: newuidmap or newgidmap is not there. */
    NO_NEWUIDMAP,
    /** No new namespaces at all: for root, in one that is thrown away. */
    NONE;

    /** Whether there is no other id inside than 0. */
    public boolean isOwnIdOnly() {
      return this == NO_RANGES || this == NO_NEWUIDMAP || this == ROOT_OWN_ID;
    }

    /** The name written to files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  // Slave, not private: what the host unmounts later is also let go here.
  static final List<String> MOUNT = List.of("--mount", "--propagation", "slave");

  private static final Path PID_LIMIT = Path.of("/proc/sys/user/max_pid_namespaces");

  /** The words are not to be changed. */
  public Namespaces {
    words = List.copyOf(words);
  }

  /** Stays in the namespaces of the caller. */
  public static Namespaces none() {
    return new Namespaces(Kind.NONE, List.of(), "");
  }

  /** The words that run {@code program} inside. */
  public List<String> enter(List<String> program) {
    List<String> all = new ArrayList<>(words);
    all.addAll(program);
    return all;
  }

  /**
   * The words that run {@code program} inside by {@code prefix}, as process 1 of a pid namespace of its own:
   * with it ends all that it started, and it ends with this process, even by SIGKILL (setpriv(1), and
   * unshare(1), which stays to wait for it). Where the machine forbids pid namespaces it is one process among
   * others, and where there are no new namespaces, this is only {@code program}.
   */
  public List<String> enterAlone(List<String> prefix, List<String> program) {
    List<String> all = new ArrayList<>(prefix);
    if (kind != Kind.NONE) {
      all.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    }
    if (kind != Kind.NONE && !isForbidden(PID_LIMIT)) {
      all.addAll(List.of("unshare", "--pid", "--fork", "--kill-child"));
      all.addAll(MOUNT);
      all.add("--");
    }
    all.addAll(program);
    return enter(all);
  }

  // By a limit of 0, see namespaces(7).
  private static boolean isForbidden(Path limit) {
    try {
      return Files.readString(limit).strip().equals("0");
    } catch (IOException e) {
      return false; // hidden
    }
  }

  /** Runs {@code program} inside and waits. */
  public Tool.Result run(Tool tool, File directory, List<String> program) throws PlashException {
    return tool.run(directory, enter(program));
  }
}
