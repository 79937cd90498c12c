package io.plash.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The programs that run at one moment, parents in front of their children. */
public final class ProcessTree {
  /** How long all programs together are given to end. */
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int LOOK_MILLIS = 5;

  private final List<ProcessHandle> processes;

  /** Takes the programs, parents in front of their children. */
  ProcessTree(List<ProcessHandle> processes) {
    this.processes = List.copyOf(processes);
  }

  /** Returns all descendants of this process. A program whose parent has ended is none any more. */
  public static ProcessTree ofThisProcess() {
    return new ProcessTree(ProcessHandle.current().descendants().toList());
  }

  /** Returns {@code process} and all its descendants. */
  static ProcessTree of(Process process) {
    List<ProcessHandle> processes = new ArrayList<>(List.of(process.toHandle()));
    processes.addAll(process.descendants().toList());
    return new ProcessTree(processes);
  }

  /** Sends SIGTERM to all of them. */
  void terminate() {
    processes.forEach(ProcessHandle::destroy);
  }

  /**
   * Sends SIGKILL to all of them that this user may end, and to what they have started since this tree was taken, and
   * waits at most 10 seconds for their end.
   */
  public void kill() {
    Set<ProcessHandle> all = new LinkedHashSet<>(processes);
    processes.forEach(process -> process.descendants().forEach(all::add));
    List<ProcessHandle> killed = new ArrayList<>();
    for (ProcessHandle process : all) {
      if (process.destroyForcibly()) {
        killed.add(process);
      }
    }
    new ProcessTree(killed).awaitEnd();
  }

  /** Waits at most 10 seconds until all of them have ended, and tells whether they have. */
  boolean awaitEnd() {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    for (ProcessHandle process : processes) {
      while (process.isAlive() && !hasEnded(process.pid())) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        pause();
      }
    }
    return true;
  }

  // Tells whether the process has ended though its parent has not taken note, which in a container of docker may
  // never happen: state Z in /proc/PID/stat, see proc(5).
  private static boolean hasEnded(long process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return true;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
