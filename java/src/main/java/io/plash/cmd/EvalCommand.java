package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import java.io.IOException;

/**
 * MACRO...: prints the build script of macros, from stdin without arguments. Most scripts ask for no image of
 * the data directory, and then there need be none.
 */
final class EvalCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    CommandContext context = invocation.unopened();
    ScriptEvaluator evaluator = new ScriptEvaluator(invocation, context, RecordingHost.ofCommand(invocation));
    String text = evaluator.evaluate(invocation.arguments()).text();
    context.settle();
    invocation.results().print(text);
  }
}
