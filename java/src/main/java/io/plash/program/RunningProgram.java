package io.plash.program;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.StreamPumper;

/** A program under way. Closing it ends it, where it has not ended by itself. */
public final class RunningProgram implements AutoCloseable {
  private final CleanupOnSignal cleanup;
  private final List<Thread> pumps = new ArrayList<>();
  private Process process;
  private boolean killed;

  private RunningProgram(boolean killedOnSignal) {
    this.cleanup = killedOnSignal ? new CleanupOnSignal(this::kill) : null;
  }

  /** Starts {@code command}. When it cannot be started, the cause of the failure has the kernel's reason alone. */
  public static RunningProgram start(Command command) throws PlashException {
    RunningProgram program = new RunningProgram(command.isKilledOnSignal());
    try {
      program.launch(command);
    } catch (IOException e) {
      program.release();
      throw command.notStarted(e);
    }
    if (program.process == null) {
      CleanupOnSignal.await();
    }
    return program;
  }

  /** Starts {@code commands} joined by pipes of the kernel's, see {@link Command#startPipeline}. */
  static List<RunningProgram> startPipeline(List<Command> commands) throws PlashException {
    List<Process> processes = Command.startPipeline(commands);
    List<RunningProgram> programs = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      RunningProgram program = new RunningProgram(false);
      program.follow(commands.get(i), processes.get(i));
      programs.add(program);
    }
    return programs;
  }

  // kill() waits for this: no signal comes between the start and being able to end the program.
  private synchronized void launch(Command command) throws IOException {
    if (!killed) {
      follow(command, command.start());
    }
  }

  private void follow(Command command, Process started) {
    process = started;
    command.outputSink().ifPresent(sink -> pump(started.getInputStream(), sink));
    command.errorSink().ifPresent(sink -> pump(started.getErrorStream(), sink));
  }

  private void pump(InputStream from, OutputStream sink) {
    Thread pump = new Thread(new StreamPumper(from, sink));
    pump.setDaemon(true);
    pump.start();
    pumps.add(pump);
  }

  /** What it reads is to be written here, where its command says {@link Command#stdinPiped}; the caller closes it. */
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  /** What it prints, where its command names no sink for it; the caller reads it to its end, or closes it. */
  public InputStream stdout() {
    return process.getInputStream();
  }

  /** Whether it has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits at most {@code millis} for its end; says whether it came. */
  public boolean awaitEnd(int millis) throws PlashException {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  /** Waits until it has ended and all that it wrote has reached its sinks; gives its exit status. */
  public int await() throws PlashException {
    return await(0);
  }

  /**
   * The same, but once it has ended waits at most {@code millis} for each sink (0: as long as it takes): programs
   * that it left running may hold its streams open.
   */
  public int await(int millis) throws PlashException {
    try {
      int status = process.waitFor();
      for (Thread pump : pumps) {
        pump.join(millis);
      }
      return status;
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  /** Kills it and what it has started, and waits for their end. */
  public synchronized void kill() {
    killed = true;
    if (process != null) {
      ProcessTree.of(process).kill();
    }
  }

  /** Asks it and what it has started to end; kills what has not ended 10 seconds later. */
  @Override
  public void close() {
    if (process.isAlive()) {
      ProcessTree tree = ProcessTree.of(process);
      tree.terminate();
      hangUp();
      if (!tree.awaitEnd()) {
        tree.kill();
      }
    }
    release();
  }

  // One that waits for somebody to read what it prints learns that nobody will.
  private void hangUp() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      return; // it was read only
    }
  }

  private void release() {
    if (cleanup != null) {
      cleanup.close();
    }
  }
}
