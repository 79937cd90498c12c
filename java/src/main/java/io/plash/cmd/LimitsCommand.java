package io.plash.cmd;

import io.plash.failure.PlashException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Worker that starts as many threads as any other does and takes some memory, to fail where limits forbid that. */
final class LimitsCommand implements Worker {
  private static final int THREADS = 8;
  private static final int BYTES = 32 << 20;

  @Override
  public void run(Invocation invocation) throws PlashException {
    CountDownLatch started = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> await(started));
      thread.start();
      threads.add(thread);
    }
    byte[] memory = new byte[BYTES];
    started.countDown();
    if (memory.length != BYTES) {
      throw PlashException.of("no memory");
    }
  }

  private static void await(CountDownLatch started) {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
