package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.engine.DockerEngine;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.program.CallerEnvironment;
import io.plash.value.ContainerId;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;

/** Gives containers to docker as images. */
public final class DockerExport {
  private final CommandContext context;

  /** Gives those of {@code context}'s store. */
  public DockerExport(CommandContext context) {
    this.context = context;
  }

  /** The id of the image {@code name} that docker makes of {@code container}. */
  public String give(ContainerId container, String name) throws PlashException {
    DockerEngine engine = DockerEngine.find(context.callerEnvironment(), Host.uid());
    var config = ImageConfigs.of(context.store(), context.store().stack(container));
    return engine.store(name, config, out -> write(container, out));
  }

  // export-tar says itself why it failed. Without the end of the body, the engine drops what it got.
  private void write(ContainerId container, OutputStream out) throws PlashException, IOException {
    Process tar = start(container);
    try (InputStream archive = tar.getInputStream()) {
      archive.transferTo(out);
      if (tar.waitFor() != 0) {
        throw PlashException.alreadyReported();
      }
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    } finally {
      tar.destroy();
    }
  }

  private Process start(ContainerId container) throws PlashException {
    ProcessBuilder builder =
        new ProcessBuilder(context.program("plash-export-tar"), container.toString(), "-");
    CallerEnvironment.give(builder, context.callerEnvironment());
    builder.redirectInput(Redirect.from(new File("/dev/null"))).redirectError(Redirect.INHERIT);
    try {
      return builder.start();
    } catch (IOException e) {
      throw PlashException.of("cannot start plash export-tar: " + e.getMessage(), e);
    }
  }
}
