package io.plash.store;

import io.plash.text.Characters;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that a scratch directory belongs to, so that others can tell that it is gone: pids are
 * used again, and mean nothing in another pid namespace, which containers that share a data directory
 * may have.
 *
 * @param session session id, for people who look at a name
 * @param pid process id, in its own pid namespace
 * @param start start time in clock ticks since boot, field 22 of {@code /proc/PID/stat}, proc(5)
 * @param boot the digits before the first hyphen of {@code /proc/sys/kernel/random/boot_id}, random(4)
 * @param init start time of process 1 of its pid namespace, which tells that namespace from others
 */
record ScratchOwner(String session, String pid, String start, String boot, String init) {
  private static final String UNKNOWN = "0"; // where /proc does not tell
  private static final int SESSION = 3; // in the fields behind the command's name
  private static final int START = 19;

  // PROC_PID_INIT_INO in the kernel's include/linux/proc_ns.h: the namespace in which all processes are seen.
  private static final String INITIAL_NAMESPACE = "pid:[4026531836]";

  /** This process. */
  static ScratchOwner self() throws IOException {
    // The number that /proc has for it: process 1 is taken from there, too.
    String pid = Files.readSymbolicLink(Path.of("/proc/self")).toString();
    String[] stat = stat(pid);
    return new ScratchOwner(stat[SESSION], pid, stat[START], currentBoot(), currentInit());
  }

  /** {@code SESSION_PID_START_BOOT_INIT}. */
  @Override
  public String toString() {
    return session + "_" + pid + "_" + start + "_" + boot + "_" + init;
  }

  /** Whether it is gone for certain. */
  boolean isGone() {
    if (!boot.equals(currentBoot())) {
      return true;
    }
    if (init.equals(currentInit())) {
      return !start.equals(startOf(pid));
    }
    return seesAllProcesses() && !isSeen();
  }

  /** The session of a process; empty when there is no such process. */
  static String sessionOf(String pid) {
    return field(pid, SESSION);
  }

  /** When a process was started; empty when there is no such process. */
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

  // Whether this is the process's number in one of the namespaces that it is in.
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

  private static String currentBoot() {
    try {
      String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String first = id.substring(0, (id + "-").indexOf('-'));
      return Characters.areHexDigits(first) ? first : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String currentInit() {
    String start = startOf("1");
    return start.isEmpty() ? UNKNOWN : start;
  }

  // Empty when there is no such process, or it may not be looked at.
  private static String field(String pid, int number) {
    try {
      return stat(pid)[number];
    } catch (IOException e) {
      return "";
    }
  }

  // The fields after the command's name, which may hold blanks and parentheses.
  private static String[] stat(String process) throws IOException {
    String line = Files.readString(Path.of("/proc", process, "stat"));
    String[] fields = line.substring(line.lastIndexOf(") ") + 1).strip().split(" ");
    if (fields.length <= START) {
      throw new IOException("/proc/" + process + "/stat does not say when the process was started");
    }
    return fields;
  }
}
