package io.plash.build;

import io.plash.engine.DockerEngine;
import io.plash.os.CallerEnvironment;
import io.plash.os.Host;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;

/** Gives containers to docker as images. */
public final class DockerExport {
  private final Workshop workshop;

  /** Gives those of {@code workshop}'s store. */
  public DockerExport(Workshop workshop) {
    this.workshop = workshop;
  }

  /** The id of the image {@code name} that docker makes of {@code container}. */
  public String give(ContainerId container, String name) throws PlashException {
    DockerEngine engine = DockerEngine.find(workshop.callerEnvironment(), Host.uid());
    var config = ImageConfigs.of(workshop.store(), workshop.store().stack(container));
    return engine.store(name, config, out -> write(container, out));
  }

  // export-tar says itself why it failed. Without the end of the body, the engine drops what it got.
  private void write(ContainerId container, OutputStream out) throws PlashException, IOException {
    Process tar = start(container);
    try (InputStream archive = tar.getInputStream()) {
      archive.transferTo(out);
      if (tar.waitFor() != 0) {
        throw PlashException.silent();
      }
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    } finally {
      tar.destroy();
    }
  }

  private Process start(ContainerId container) throws PlashException {
    ProcessBuilder builder =
        new ProcessBuilder(workshop.program("plash-export-tar"), container.toString(), "-");
    CallerEnvironment.give(builder, workshop.callerEnvironment());
    builder.redirectInput(Redirect.from(new File("/dev/null"))).redirectError(Redirect.INHERIT);
    try {
      return builder.start();
    } catch (IOException e) {
      throw PlashException.of("cannot start plash export-tar: " + e.getMessage(), e);
    }
  }
}
