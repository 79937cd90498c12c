package io.plash.upkeep;

import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.ArgumentBatches;
import io.plash.program.Tool;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Deletes trees as root of the namespace, who may delete files of other ids of the user's range. */
public final class NamespacedRm {
  /** The hint for a user whose files cannot be deleted. */
  public static final String ADVICE = "look for mounts (findmnt) and immutable files (lsattr) there";

  private final Namespaces namespaces;
  private final Tool tool;

  /** Deletes inside {@code namespaces}. */
  public NamespacedRm(Namespaces namespaces, Tool tool) {
    this.namespaces = namespaces;
    this.tool = tool;
  }

  /** The trees that could not be deleted, and the first reason why; the reason is empty when all were deleted. */
  public record Outcome(List<Path> left, String reason) {}

  /** Deletes {@code trees} one after the other. Links are not followed, and other file systems are not entered. */
  public Outcome delete(List<Path> trees) throws PlashException {
    List<Path> left = new ArrayList<>();
    String reason = "";
    for (List<Path> batch : ArgumentBatches.of(trees)) {
      boolean whole = tool.searchPath().hasWhole("rm");
      List<String> command =
          new ArrayList<>(whole ? List.of("rm", "-rf", "--one-file-system", "--") : List.of("plash--remove"));
      for (Path tree : batch) {
        command.add(tree.toString());
      }
      Tool.Result result = namespaces.run(tool, null, command);
      for (Path tree : batch) {
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
          left.add(tree);
          reason = reason.isEmpty() ? result.firstError() : reason;
        }
      }
    }
    return new Outcome(left, reason);
  }
}
