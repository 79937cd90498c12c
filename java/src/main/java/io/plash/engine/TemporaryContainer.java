package io.plash.engine;

import io.plash.failure.PlashException;
import io.plash.program.CleanupOnSignal;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A container that the engine makes of an image only for its files to be exported. The engine deletes it when this
 * is closed, and when this process is told to end by SIGINT, SIGTERM or SIGHUP.
 */
public final class TemporaryContainer implements AutoCloseable {
  private static final int CREATION_SECONDS = 20;

  private final DockerEngine engine;
  private final String name;
  private final PrintStream messages;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CleanupOnSignal atEnd;

  private TemporaryContainer(DockerEngine engine, PrintStream messages) {
    this.engine = engine;
    this.messages = messages;
    // A name of ours, so that it can be deleted also when the answer to its making never came.
    this.name = "plash-import-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    this.atEnd = new CleanupOnSignal(this::removeAtEnd);
  }

  /**
   * Has {@code engine} make a container of {@code image}. When the engine does not delete it in the end, a line to
   * {@code messages} names it.
   */
  public static TemporaryContainer of(DockerEngine engine, String image, PrintStream messages)
      throws PlashException {
    TemporaryContainer container = new TemporaryContainer(engine, messages);
    boolean created = false;
    try {
      engine.create(image, container.name);
      created = true;
    } finally {
      container.answered.countDown();
      if (!created) {
        container.atEnd.close();
        container.remove(); // the engine may have made it all the same
      }
    }
    return container;
  }

  /**
   * Returns the files of the container as a tar archive; the caller closes the stream. Reading it to its end fails
   * when the engine does not send all of it.
   */
  public InputStream export() throws PlashException {
    return engine.export(name).body();
  }

  @Override
  public void close() {
    atEnd.close();
    if (!remove()) {
      messages.println("plash: cannot delete the docker container " + name);
    }
  }

  private boolean remove() {
    try {
      engine.remove(name);
      return true;
    } catch (PlashException e) {
      return false;
    }
  }

  private void removeAtEnd() {
    try {
      answered.await(CREATION_SECONDS, TimeUnit.SECONDS); // else it would come to be after this
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remove();
  }
}
