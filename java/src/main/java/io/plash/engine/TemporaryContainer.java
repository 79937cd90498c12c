package io.plash.engine;

import io.plash.value.PlashException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A container that the engine makes of an image, only for its files to be exported. It is deleted when
 * this is closed, and when this process is told to end (SIGINT, SIGTERM, SIGHUP).
 */
public final class TemporaryContainer implements AutoCloseable {
  private static final int CREATION_SECONDS = 20;

  private final DockerEngine engine;
  private final String name;
  private final PrintStream messages;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final Thread hook = new Thread(this::removeAtEnd);

  private TemporaryContainer(DockerEngine engine, PrintStream messages) {
    this.engine = engine;
    this.messages = messages;
    // A name of ours, so that it can be deleted also when the answer to its making never came.
    this.name = "plash-import-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  }

  /** One of {@code image}; should the engine keep it, {@code messages} says so. */
  public static TemporaryContainer of(DockerEngine engine, String image, PrintStream messages)
      throws PlashException {
    TemporaryContainer container = new TemporaryContainer(engine, messages);
    try {
      Runtime.getRuntime().addShutdownHook(container.hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
    boolean created = false;
    try {
      engine.create(image, container.name);
      created = true;
    } finally {
      container.answered.countDown();
      if (!created) {
        container.release();
        container.remove(); // the engine may have made it all the same
      }
    }
    return container;
  }

  /** Its files, as a tar archive; reading it to its end fails when the engine did not send all of it. */
  public InputStream export() throws PlashException {
    return engine.export(name).body();
  }

  @Override
  public void close() {
    release();
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

  private void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }

  // This process is ending: the hook deletes the container, and the JVM must not be halted before that.
  private static void awaitEnd() {
    while (true) {
      LockSupport.park();
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
