package io.plash.cmd;

import io.plash.catalog.BuildLock;
import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Evaluator;
import io.plash.lang.Images;
import io.plash.lang.Macro;
import io.plash.lang.MacroCall;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Worker with the argument [MODULE]: prints a line MODULE TAB NAME TAB DESCRIPTION for every predefined macro. With
 * MODULE it prints the macros that {@code --import MODULE} defines, and those of plash.eval, which always exist.
 */
final class ListMacrosCommand implements Worker {
  private static final String ALWAYS = "plash.eval";

  @Override
  public void run(Invocation invocation) throws PlashException {
    MacroTable table = ScriptEvaluator.withoutPrograms(invocation);
    List<Signature> listing = table.listing();
    if (!invocation.arguments().isEmpty()) {
      listing = imported(invocation, table);
    }
    for (Signature macro : listing) {
      invocation.results().println(macro.module() + "\t" + macro.name() + "\t" + macro.description());
    }
  }

  private static List<Signature> imported(Invocation invocation, MacroTable table) throws PlashException {
    Set<Signature> before = new HashSet<>(table.listing());
    before.removeIf(macro -> macro.module().equals(ALWAYS));
    List<Signature> after = new ArrayList<>();
    Collect collect = new Collect(new Signature("", "", Arity.ANY, ""), after);
    table.register(collect);
    List<MacroCall> calls = List.of(new MacroCall("import", invocation.arguments()), MacroCall.of(""));
    RecordingHost host = RecordingHost.ofCommand(invocation);
    Images images =
        ScriptEvaluator.images(invocation, invocation.unopened(), host.dependencies(), BuildLock.Finder.NONE);
    new Evaluator(table, images, host).evaluate(calls);
    after.removeIf(macro -> before.contains(macro) || macro.equals(collect.signature()));
    return after;
  }

  /** Collects the macros that can be called where it stands in a script. */
  private record Collect(Signature signature, List<Signature> all) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      all.addAll(context.listing());
      return Optional.empty();
    }
  }
}
