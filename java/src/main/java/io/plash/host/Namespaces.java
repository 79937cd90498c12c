package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.program.SearchPath;
import io.plash.program.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How this user enters the namespaces that containers need. {@code words} are to be put in front of a program, since
 * a JVM cannot enter by itself: unshare(2) refuses a process with threads. {@code limitation} is empty, or tells
 * people what will not work because only their own id is mapped.
 */
public record Namespaces(Kind kind, List<String> words, String limitation) {
  /** The ids that are mapped. */
  public enum Kind {
    /** The user is root already, and gets a mount namespace only. */
    ROOT,
    /** The user is root already, in a user namespace that has no other id, and gets a mount namespace only. */
    ROOT_OWN_ID,
    /** The user is root but may not make a mount namespace, and gets one in a user namespace with the same ids. */
    ROOT_UNPRIVILEGED,
    /** The user's id becomes 0, and the ids of /etc/subuid and /etc/subgid follow from 1. */
    RANGES,
    /** Only the user's own id is mapped, to 0, since /etc/subuid or /etc/subgid has no usable range. */
    NO_RANGES,
    /** Only the user's own id is mapped, to 0, since newuidmap or newgidmap is missing. */
    NO_NEWUIDMAP,
    /** There are no new namespaces, because root has set PLASH_NO_UNSHARE. */
    NONE;

    /** Tells whether 0 is the only id inside. */
    public boolean isOwnIdOnly() {
      return this == NO_RANGES || this == NO_NEWUIDMAP || this == ROOT_OWN_ID;
    }

    /** Returns the kind whose name in files is {@code label}; empty when there is none. */
    public static Optional<Kind> labelled(String label) {
      for (Kind kind : values()) {
        if (kind.label().equals(label)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }

    /** Returns the name that is written to files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  // Slave, not private, so that what the host unmounts later is unmounted inside, too.
  static final List<String> MOUNT = List.of("--mount", "--propagation", "slave");

  private static final Path LIMITS = Path.of("/proc/sys/user");
  private static final String PID_LIMIT = "max_pid_namespaces";

  /** Copies the words. */
  public Namespaces {
    words = List.copyOf(words);
  }

  /**
   * Tells whether the user {@code uid} wants no new namespaces; {@code namespaces_disabled} in {@code
   * lib/namespaces.sh} has the same rule.
   */
  public static boolean areDisabled(Map<String, String> environment, long uid) {
    return !environment.getOrDefault("PLASH_NO_UNSHARE", "").isEmpty() && uid == 0;
  }

  /** Returns the way to stay in the namespaces of this process. */
  public static Namespaces none() {
    return new Namespaces(Kind.NONE, List.of(), "");
  }

  /** Returns the words that run {@code program} inside. */
  public List<String> enter(List<String> program) {
    List<String> all = new ArrayList<>(words);
    all.addAll(program);
    return all;
  }

  /**
   * Returns the words that run {@code program} inside as process 1 of a new pid namespace, started by {@code prefix}.
   * All that the program has started ends with it, and it ends with this process even when that gets SIGKILL, by
   * setpriv(1), where {@code path} leads to that of util-linux, and by unshare(1), which stays and waits. Where the
   * machine forbids pid namespaces the program is an ordinary process, and without new namespaces the words are only
   * {@code prefix} and {@code program}.
   */
  public List<String> enterAlone(SearchPath path, List<String> prefix, List<String> program) {
    List<String> all = new ArrayList<>(prefix);
    if (kind != Kind.NONE && path.hasWhole("setpriv")) {
      all.addAll(List.of(path.word("setpriv"), "--pdeathsig", "KILL", "--"));
    }
    if (kind != Kind.NONE && !isForbidden(PID_LIMIT)) {
      all.addAll(List.of(path.word("unshare"), "--pid", "--fork", "--kill-child"));
      all.addAll(MOUNT);
      all.add("--");
    }
    all.addAll(program);
    return enter(all);
  }

  /** Tells whether the machine forbids the user {@code uid} what containers need, by a limit of namespaces(7). */
  public static boolean areForbidden(long uid) {
    return isForbidden("max_mnt_namespaces") || uid != 0 && isForbidden("max_user_namespaces");
  }

  // A limit of 0 forbids a kind of namespaces, see namespaces(7).
  private static boolean isForbidden(String limit) {
    try {
      return Files.readString(LIMITS.resolve(limit)).strip().equals("0");
    } catch (IOException e) {
      return false; // hidden
    }
  }

  /** Runs {@code program} inside by {@code tool}, and waits for its end. */
  public Tool.Result run(Tool tool, File directory, List<String> program) throws PlashException {
    List<String> started = new ArrayList<>(program);
    started.set(0, tool.searchPath().word(program.get(0)));
    return tool.run(directory, enter(started));
  }
}
