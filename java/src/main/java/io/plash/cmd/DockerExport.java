package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.engine.DockerEngine;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.imageconfig.ImageConfigs;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

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
    List<String> words = List.of(context.program("plash-export-tar"), container.toString(), "-");
    try (RunningProgram tar = RunningProgram.start(Command.of(context.callerEnvironment(), words))) {
      tar.stdout().transferTo(out);
      if (tar.await() != 0) {
        throw PlashException.alreadyReported();
      }
    }
  }
}
