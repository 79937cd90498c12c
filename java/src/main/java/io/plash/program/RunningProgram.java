package io.plash.program;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.StreamPumper;

/** A program that has been started. Closing it ends the program where it still runs. */
public final class RunningProgram implements AutoCloseable {
  private final Optional<CleanupOnSignal> cleanup;
  private final List<Thread> pumps = new ArrayList<>();
  private Process process;
  private boolean killed;

  private RunningProgram(boolean killedOnSignal) {
    this.cleanup = killedOnSignal ? Optional.of(new CleanupOnSignal(this::kill)) : Optional.empty();
  }

  /** Starts the program of {@code command}. The cause of a failure has the kernel's reason alone as its message. */
  public static RunningProgram start(Command command) throws PlashException {
    RunningProgram program = new RunningProgram(command.isKilledOnSignal());
    try {
      program.launch(command);
    } catch (IOException e) {
      program.cleanup.ifPresent(CleanupOnSignal::close);
      throw command.notStarted(e);
    }
    if (program.process == null) {
      CleanupOnSignal.await();
    }
    return program;
  }

  /** Starts programs that are joined by pipes of the kernel, see {@link Command#startPipeline}. */
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

  // kill() waits for this method, so that no signal comes between the start and being able to end the program.
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

  /** Returns the pipe into which the caller writes what the program reads; the caller closes it. */
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  /** Returns the pipe from which the caller reads what the program prints, to its end or until it closes it. */
  public InputStream stdout() {
    return process.getInputStream();
  }

  /** Tells whether the program still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits at most {@code millis} milliseconds until the program has ended, and tells whether it has. */
  public boolean awaitEnd(int millis) throws PlashException {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  /**
   * Waits until the program has ended and all that it wrote has reached its sinks. Returns the exit status, which is
   * 128 + N when signal N ended the program.
   */
  public int await() throws PlashException {
    return await(0);
  }

  /**
   * Does the same, but waits at most {@code millis} milliseconds for each sink once the program has ended (0: without
   * limit), since programs that it left running may hold its streams open.
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

  /** Kills the program and what it has started, and waits at most 10 seconds for their end. */
  public synchronized void kill() {
    killed = true;
    if (process != null) {
      ProcessTree.of(process).kill();
    }
  }

  /** Sends SIGTERM to the program and what it has started, where it still runs, and SIGKILL 10 seconds later. */
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
    cleanup.ifPresent(CleanupOnSignal::close);
  }

  // A program that blocks because nobody reads what it prints learns that nobody will.
  private void hangUp() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      return; // it was read only
    }
  }
}
