package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.program.Pipeline;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * The default access control list, acl(5), that a new directory has from its parent: it overrules the modes
 * of all files made in it. Java can not change one, and setfacl(1) is rarely installed; but GNU tar with
 * --acls takes away what a directory has beyond that of its entry in the archive.
 */
public final class InheritedAcl {
  private InheritedAcl() {}

  /** Takes it from {@code directory}, where there is one and tar can: on file systems without, nothing happens. */
  public static void drop(Pipeline pipeline, Path directory) throws PlashException {
    if (!pipeline.searchPath().has("tar")) {
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
