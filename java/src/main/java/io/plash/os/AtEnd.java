package io.plash.os;

import java.util.concurrent.locks.LockSupport;

/** What is done when this process is told to end (SIGINT, SIGTERM, SIGHUP) before this is closed. */
public final class AtEnd implements AutoCloseable {
  private final Thread hook;

  /** Has {@code hook} run then; when the end has begun already, waits for it. */
  public AtEnd(Thread hook) {
    this.hook = hook;
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      await();
    }
  }

  /** Nothing is to be done any more; when it is being done already, waits for the end. */
  @Override
  public void close() {
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
}
