package io.plash.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that a scratch directory belongs to, described so that others can tell when it has ended. Its process
 * id alone does not do: the kernel uses ids again, and they mean nothing in another pid namespace, as containers
 * have that share a data directory.
 *
 * @param session session id, for people who read a name
 * @param pid process id in its own pid namespace
 * @param start start time in clock ticks since boot, field 22 of {@code /proc/PID/stat}, proc(5)
 * @param boot the start of the machine, see {@link BootId}
 * @param init start time of process 1 of its pid namespace, by which that namespace is told from others
 */
record ScratchOwner(String session, String pid, String start, String boot, String init) {
  private static final String ENDED = "Z";
  // Positions among the fields that follow the name of the command.
  private static final int STATE = 0;
  private static final int SESSION = 3;
  private static final int START = 19;

  // PROC_PID_INIT_INO in the kernel's include/linux/proc_ns.h is the namespace in which all processes are seen.
  private static final String INITIAL_NAMESPACE = "pid:[4026531836]";

  /** Returns the owner that this process is. */
  static ScratchOwner self() throws IOException {
    // The number that /proc has for this process, since /proc tells of process 1, too.
    String pid = Files.readSymbolicLink(Path.of("/proc/self")).toString();
    String[] stat = stat(pid);
    return new ScratchOwner(stat[SESSION], pid, stat[START], BootId.current(), currentInit());
  }

  /** Returns {@code SESSION_PID_START_BOOT_INIT}. */
  @Override
  public String toString() {
    return session + "_" + pid + "_" + start + "_" + boot + "_" + init;
  }

  /** Tells whether it has certainly ended. */
  boolean isGone() {
    if (!boot.equals(BootId.current())) {
      return true;
    }
    if (init.equals(currentInit())) {
      return !start.equals(startOf(pid));
    }
    return seesAllProcesses() && !isSeen();
  }

  /** Returns the session id of process {@code pid}; empty when there is no such process. */
  static String sessionOf(String pid) {
    return field(pid, SESSION);
  }

  /** Returns the start time of process {@code pid} in clock ticks; empty when there is no such process. */
  static String startOf(String pid) {
    return field(pid, START);
  }

  private static boolean seesAllProcesses() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals(INITIAL_NAMESPACE);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isSeen() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String seen = process.getFileName().toString();
        if (start.equals(startOf(seen)) && isNumbered(process)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  // Tells whether the process has this number in one of the pid namespaces that it is in.
  private boolean isNumbered(Path process) {
    try {
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("NSpid:")) {
          return List.of(line.split("\t")).contains(pid);
        }
      }
      return true;
    } catch (IOException e) {
      return Files.exists(process);
    }
  }

  private static String currentInit() {
    String start = startOf("1");
    return start.isEmpty() ? BootId.UNKNOWN : start;
  }

  // Returns an empty text when there is no such process, or this user may not read about it. One that has ended is
  // none, though it may be listed for long: its parent has to take note, which without an init may never happen.
  private static String field(String pid, int number) {
    try {
      String[] fields = stat(pid);
      return fields[STATE].equals(ENDED) ? "" : fields[number];
    } catch (IOException e) {
      return "";
    }
  }

  // Returns the fields that follow the name of the command, which may hold blanks and parentheses.
  private static String[] stat(String process) throws IOException {
    String line = Files.readString(Path.of("/proc", process, "stat"));
    String[] fields = line.substring(line.lastIndexOf(") ") + 1).strip().split(" ");
    if (fields.length <= START) {
      throw new IOException("/proc/" + process + "/stat does not say when the process was started");
    }
    return fields;
  }
}
