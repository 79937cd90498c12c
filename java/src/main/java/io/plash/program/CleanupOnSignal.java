package io.plash.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Cleans up when SIGINT, SIGTERM or SIGHUP ends this process before this object is closed. After {@link #hold} it
 * does the opposite: it keeps the process alive until the object is closed. Each object is a shutdown hook of the
 * JVM, and hooks run at the same time, so one cleanup must not rely on another.
 */
public final class CleanupOnSignal implements AutoCloseable {
  private final Thread hook;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile boolean last;
  private volatile boolean signalled;

  /** Runs {@code work} when a signal comes. Never returns when one has come already. */
  public CleanupOnSignal(Runnable work) {
    this.hook = new Thread(() -> end(work));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      await();
    }
  }

  /** Returns an object without cleanup that keeps the process alive from the beginning, see {@link #hold}. */
  public static CleanupOnSignal held(boolean last) {
    CleanupOnSignal end = new CleanupOnSignal(() -> { });
    end.hold(last);
    return end;
  }

  /**
   * Drops the cleanup and keeps the process alive until this object is closed. With {@code last} a signal has no
   * effect any more: the process has nothing else to do and is about to end by itself. Never returns when the
   * cleanup has begun.
   */
  public void hold(boolean last) {
    if (!decided.compareAndSet(false, true)) {
      await();
    }
    this.last = last;
  }

  /** Drops the cleanup. Never returns when a signal has come, unless {@link #hold} was told of the last step. */
  @Override
  public void close() {
    if (last) {
      return;
    }
    held.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      await();
    }
  }

  /** Never returns: the JVM is shutting down, and the status of the process is that of the signal. */
  public static void await() {
    while (true) {
      LockSupport.park();
    }
  }

  /** Tells whether a signal has come. Only a thread that keeps the process alive can see that. */
  public boolean isSignalled() {
    return signalled;
  }

  private void end(Runnable work) {
    signalled = true;
    if (decided.compareAndSet(false, true)) {
      work.run();
      return;
    }
    try {
      held.await();
    } catch (InterruptedException e) {
      return; // nobody interrupts a shutdown hook
    }
  }
}
