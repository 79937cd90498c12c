package io.plash.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that run, as they were at one moment: parents in front of the children that they have started. */
public final class ProcessTree {
  /** How long programs are given to end, all of them together. */
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int LOOK_MILLIS = 5;

  private final List<ProcessHandle> processes;

  /** The tree that {@code processes} make up. */
  ProcessTree(List<ProcessHandle> processes) {
    this.processes = List.copyOf(processes);
  }

  /** All programs that this process has started and those have started, but for what lost its parent. */
  public static ProcessTree ofThisProcess() {
    return new ProcessTree(ProcessHandle.current().descendants().toList());
  }

  /** The program {@code process} and what it has started. */
  static ProcessTree of(Process process) {
    List<ProcessHandle> processes = new ArrayList<>(List.of(process.toHandle()));
    processes.addAll(process.descendants().toList());
    return new ProcessTree(processes);
  }

  /** Asks all of them to end, by SIGTERM. */
  void terminate() {
    processes.forEach(ProcessHandle::destroy);
  }

  /** Ends all of them that this user may end, by SIGKILL, and waits for it. */
  public void kill() {
    List<ProcessHandle> killed = new ArrayList<>();
    for (ProcessHandle process : processes) {
      if (process.destroyForcibly()) {
        killed.add(process);
      }
    }
    new ProcessTree(killed).awaitEnd();
  }

  /** Waits for the end of all of them, 10 seconds at most; says whether it came. */
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

  // Whether it only waits for its parent to take note, which in a container of docker may never come: state Z
  // in /proc/PID/stat, proc(5).
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
