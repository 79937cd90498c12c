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

/** Stores containers in docker as images. */
public final class DockerExport {
  private final CommandContext context;

  /** Exports containers of the store of {@code context}. */
  public DockerExport(CommandContext context) {
    this.context = context;
  }

  /** Has docker make the image {@code name} of {@code container}, and returns the id that docker gives it. */
  public String give(ContainerId container, String name) throws PlashException {
    DockerEngine engine = DockerEngine.find(context.callerEnvironment(), Host.uid());
    var config = ImageConfigs.of(context.store(), context.store().stack(container));
    return engine.store(name, config, out -> write(container, out));
  }

  // export-tar reports its own failures. The engine drops an upload that ends early.
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
