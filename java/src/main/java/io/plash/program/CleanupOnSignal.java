package io.plash.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What is done when this process is told to end (SIGINT, SIGTERM, SIGHUP) before this is closed, or,
 * once {@link #hold} has been called, that the end waits.
 */
public final class CleanupOnSignal implements AutoCloseable {
  private final Thread hook;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile boolean last;
  private volatile boolean signalled;

  /** Has {@code work} run then; when the end has begun already, waits for it. */
  public CleanupOnSignal(Runnable work) {
    this.hook = new Thread(() -> end(work));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      await();
    }
  }

  /** Holds the end back from the beginning; {@code last} as for {@link #hold}. */
  public static CleanupOnSignal held(boolean last) {
    CleanupOnSignal end = new CleanupOnSignal(() -> { });
    end.hold(last);
    return end;
  }

  /**
   * From now on the end waits until this is closed, in place of the work; when {@code last}, until this
   * process ends by itself, which is about to be. When the work is being done already, waits for the end.
   */
  public void hold(boolean last) {
    if (!decided.compareAndSet(false, true)) {
      await();
    }
    this.last = last;
  }

  /** Nothing is to be done any more; when the end has begun, lets it come and waits for it. */
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

  /** Waits for the end of this process: how it ends is not for the caller to say any more. */
  public static void await() {
    while (true) {
      LockSupport.park();
    }
  }

  /** Whether a signal has come; where the end is held back, it waits for what is done meanwhile. */
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
