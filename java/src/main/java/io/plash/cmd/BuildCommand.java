package io.plash.cmd;

import io.plash.build.Builder;
import io.plash.build.Workshop;
import io.plash.lang.Evaluated;
import io.plash.lang.Images;
import io.plash.plan.BuildRecord;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.IOException;
import java.util.List;

/** --key KEY WORD...: builds what the words say (none: stdin), prints the id; when the
 * same words will give the same again, records it under KEY for {@code lib/record.sh}. */
final class BuildCommand implements Worker {
  private static final int WORDS = 2;

  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    String key = invocation.argument(1);
    List<String> words = invocation.rest(WORDS);
    Workshop workshop = invocation.workshop();
    HostSurroundings surroundings = HostSurroundings.ofCommand(invocation);
    Images images = Macros.images(invocation, workshop, surroundings.dependencies());
    Evaluated evaluated = new Macros(invocation, images, surroundings).evaluate(words);
    ContainerId id = new Builder(workshop).build(evaluated.script());
    workshop.settle();
    new BuildRecords(workshop.store()).write(key, BuildRecord.of(id), evaluated, surroundings.dependencies());
    invocation.results().println(id);
  }
}
