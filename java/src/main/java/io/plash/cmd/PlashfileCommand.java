package io.plash.cmd;

import io.plash.catalog.SharedCache;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.Script;
import io.plash.layer.Builder;
import io.plash.record.BuildRecord;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Worker with the arguments KEY SHA256 FILE: builds a plashfile in the working directory and prints its build record.
 * The record is kept under KEY when the plashfile will give the same again and its content still has that SHA-256.
 */
final class PlashfileCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    Path file = invocation.path(invocation.argument(2));
    String name = file.toString();
    byte[] content = RecordingHost.content(name, file);
    CommandContext context = invocation.context();
    RecordingHost host = RecordingHost.ofPlashfile(invocation);
    LockFinder locks = LockFinder.ofPlashfile(host, invocation.argument(2));
    ScriptEvaluator evaluator = new ScriptEvaluator(invocation, context, host, locks);
    EvaluationResult evaluated = evaluator.evaluate(name, RecordingHost.text(name, content));
    Script script = evaluated.script();
    Optional<String> exec = script.exec();
    if (exec.isEmpty()) {
      throw PlashException.of(
              name + ": no hint named 'exec' found (maybe try adding `--entrypoint /bin/sh`)")
          .withHint("the program to start is named by --entrypoint, or written behind --entrypoint-script");
    }
    Builder builder = new Builder(context, SharedCache.of(context));
    BuildRecord record = new BuildRecord(builder.build(script), exec, script.useEnv());
    context.settle();
    boolean unchanged = Digest.of(content).hex().equals(invocation.argument(1));
    if (unchanged) {
      new BuildRecords(context.store())
          .write(invocation.argument(0), record, evaluated, host.dependencies());
    }
    SharedPush.of(context).push();
    invocation.results().print(record.text());
  }
}
