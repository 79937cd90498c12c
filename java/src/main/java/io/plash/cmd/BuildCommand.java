package io.plash.cmd;

import io.plash.catalog.SharedCache;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.layer.Builder;
import io.plash.record.BuildRecord;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.util.List;

/**
 * Worker with the arguments --key KEY WORD...: builds what the words say, or the lines of stdin when there are none,
 * and prints the id. When the same words will give the same container again, writes a build record under KEY.
 */
final class BuildCommand implements Worker {
  private static final int WORDS = 2;

  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    String key = invocation.argument(1);
    List<String> words = invocation.rest(WORDS);
    CommandContext context = invocation.context();
    RecordingHost host = RecordingHost.ofCommand(invocation);
    ScriptEvaluator evaluator = new ScriptEvaluator(invocation, context, host, LockFinder.ofWords(host));
    EvaluationResult evaluated = evaluator.evaluate(words);
    ContainerId id = new Builder(context, SharedCache.of(context)).build(evaluated.script());
    context.settle();
    new BuildRecords(context.store()).write(key, BuildRecord.of(id), evaluated, host.dependencies());
    SharedPush.of(context).push();
    invocation.results().println(id);
  }
}
