package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.program.Pipeline;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * Removes the default access control list, acl(5), that a new directory inherits from its parent and that would
 * overrule the modes of all files made in it. Java cannot change such a list and setfacl(1) is rarely installed, but
 * GNU tar with --acls removes what a directory has beyond its entry in an archive.
 */
public final class InheritedAcl {
  private InheritedAcl() {}

  /** Removes the list of {@code directory}. Without such a list, or without GNU tar, nothing happens. */
  public static void drop(Pipeline pipeline, Path directory) throws PlashException {
    if (!pipeline.searchPath().hasWhole("tar")) {
      return;
    }
    String place = "--directory=" + directory;
    pipeline.run(
        new Pipeline.Source.OfFile(new File("/dev/null")),
        List.of(
            List.of("tar", "--create", "--file=-", "--no-recursion", "--format=posix", place, "."),
            List.of("tar", "--extract", "--file=-", "--acls", "--preserve-permissions", place)));
  }
}
