package io.plash.context;

import io.plash.failure.PlashException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with several things at once. */
public final class AtOnce {
  private AtOnce() {}

  /** What is done with one thing. */
  @FunctionalInterface
  public interface Work<T, R> {
    /** Does it with {@code thing}. */
    R of(T thing) throws PlashException;
  }

  /**
   * Returns what {@code work} returns for each of {@code things}, in their order, by at most {@code threads} threads.
   * When it fails for one, this fails at once, and what has not begun is not begun.
   */
  public static <T, R> List<R> map(int threads, List<T> things, Work<T, R> work) throws PlashException {
    ExecutorService executor = Executors.newFixedThreadPool(threads, runnable -> {
      Thread thread = new Thread(runnable);
      thread.setDaemon(true);
      return thread;
    });
    try {
      List<Future<R>> results = new ArrayList<>();
      for (T thing : things) {
        results.add(executor.submit(() -> work.of(thing)));
      }
      List<R> all = new ArrayList<>();
      for (Future<R> result : results) {
        all.add(result.get());
      }
      return all;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlashException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
