package io.plash.catalog;

import io.plash.context.AtOnce;
import io.plash.failure.PlashException;
import io.plash.image.LayerArchive;
import io.plash.terminal.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Unpacks the archives of layers, several at a time, the lowest ones first. When one fails, those above it are ended,
 * and those below it go on.
 */
final class ParallelLayers {
  private static final int AT_ONCE = 4;

  private final Progress.Step step;
  private final AtomicInteger whole = new AtomicInteger(Integer.MAX_VALUE); // those below this number do not fail
  private final List<Task> tasks = new ArrayList<>();
  private Optional<PlashException> failure = Optional.empty();

  private record Task(LayerArchive archive, Path root) {}

  /** Tells {@code step} how many bytes have come. */
  ParallelLayers(Progress.Step step) {
    this.step = step;
  }

  /** Adds the archive of the next layer, which is to be unpacked into the empty directory {@code root}. */
  void add(LayerArchive archive, Path root) {
    tasks.add(new Task(archive, root));
  }

  /** Unpacks all archives, and returns when nothing is under way any more. */
  void run() throws PlashException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      numbers.add(i);
    }
    for (Optional<PlashException> failed : AtOnce.map(AT_ONCE, numbers, this::unpack)) {
      if (failed.isPresent() && failure.isEmpty()) {
        failure = failed;
      }
    }
  }

  /** Returns how many of the lowest layers are whole. */
  int whole() {
    return Math.min(whole.get(), tasks.size());
  }

  /** Fails as the lowest layer failed that did. */
  void requireAll() throws PlashException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private Optional<PlashException> unpack(int number) {
    try {
      if (number < whole.get()) {
        tasks.get(number).archive().unpack(tasks.get(number).root(), bytes -> see(number, bytes));
      }
      return Optional.empty();
    } catch (PlashException e) {
      whole.accumulateAndGet(number, Math::min);
      return Optional.of(e);
    }
  }

  private void see(int number, int bytes) throws IOException {
    if (number > whole.get()) {
      throw new IOException("a layer below it has failed");
    }
    step.advance(bytes);
  }
}
