package io.plash.cmd;

import io.plash.build.Builder;
import io.plash.build.Workshop;
import io.plash.lang.Evaluated;
import io.plash.lang.Images;
import io.plash.lang.Script;
import io.plash.plan.BuildRecord;
import io.plash.value.Digest;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** KEY SHA256 FILE: builds a plashfile, in the working directory, and prints its build record; when it will
 * give the same again, and the file still has the content that KEY was made for, also keeps it under KEY. */
final class PlashfileCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    Path file = invocation.path(invocation.argument(2));
    String name = file.toString();
    byte[] content = HostSurroundings.content(name, file);
    Workshop workshop = invocation.workshop();
    HostSurroundings surroundings = HostSurroundings.ofPlashfile(invocation);
    Images images = Macros.images(invocation, workshop, surroundings.dependencies());
    Macros macros = new Macros(invocation, images, surroundings);
    Evaluated evaluated = macros.evaluate(HostSurroundings.text(name, content));
    Script script = evaluated.script();
    Optional<String> exec = script.exec();
    if (exec.isEmpty()) {
      throw PlashException.of(
          "no hint named 'exec' found (maybe try adding `--entrypoint /bin/sh`)");
    }
    BuildRecord record = new BuildRecord(new Builder(workshop).build(script), exec, script.useEnv());
    workshop.settle();
    boolean unchanged = Digest.of(content).hex().equals(invocation.argument(1));
    if (unchanged) {
      new BuildRecords(workshop.store())
          .write(invocation.argument(0), record, evaluated, surroundings.dependencies());
    }
    invocation.results().print(record.text());
  }
}
