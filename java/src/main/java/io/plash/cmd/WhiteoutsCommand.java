package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import io.plash.union.UnionKind;
import io.plash.union.WhiteoutForm;
import io.plash.union.Whiteouts;
import java.nio.file.Path;
import java.util.List;

/**
 * Worker inside the namespaces with the arguments KIND FORM DIRECTORY LOWER...: gives the upper layer DIRECTORY of a
 * union of KIND, on top of LOWER..., the FORM in which layers are stored (see lib/union.sh).
 */
final class WhiteoutsCommand implements Worker {
  private static final int FIXED = 3;

  @Override
  public void run(Invocation invocation) throws PlashException {
    UnionKind kind = UnionKind.of(invocation.argument(0));
    WhiteoutForm form = WhiteoutForm.of(invocation.argument(1));
    Path layer = Path.of(invocation.argument(2)).toAbsolutePath();
    List<String> words = invocation.arguments();
    List<Path> lowers = words.subList(FIXED, words.size()).stream().map(Path::of).toList();
    new Whiteouts(new Tool(invocation.environment()), layer).convert(kind, form, lowers);
  }
}
