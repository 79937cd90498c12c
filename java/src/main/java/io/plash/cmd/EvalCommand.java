package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import java.io.IOException;

/**
 * Worker with the arguments [MACRO...]: prints the build script of the macro calls, which are read from stdin when
 * there are no arguments. The data directory is opened only when a macro asks for an image, so most calls need none.
 */
final class EvalCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    CommandContext context = invocation.unopened();
    RecordingHost host = RecordingHost.ofCommand(invocation);
    ScriptEvaluator evaluator = new ScriptEvaluator(invocation, context, host, LockFinder.ofWords(host));
    String text = evaluator.evaluate(invocation.arguments()).text();
    context.settle();
    invocation.results().print(text);
  }
}
