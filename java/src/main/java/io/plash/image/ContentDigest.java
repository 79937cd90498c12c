package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import io.plash.value.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Finds the SHA-256 of a file while it is fetched. sha256sum does that: most workers have not the compiler that knows
 * the instructions of processors for it, and the thread that feeds tar has no time for it.
 */
final class ContentDigest implements ArchiveCheck {
  private static final String PROGRAM = "sha256sum";

  private final String name;
  private Optional<Digest> found = Optional.empty();

  /** Makes one for the file that messages call {@code name}. */
  ContentDigest(String name) {
    this.name = name;
  }

  /** Returns the SHA-256 of the whole file, which was decided upon. */
  Digest found() {
    return found.orElseThrow();
  }

  @Override
  public List<String> words() {
    return List.of(PROGRAM);
  }

  @Override
  public boolean provesWhole() {
    return false;
  }

  @Override
  public void decide(Tool.Result said) throws PlashException {
    String hex = said.output().split(" ", 2)[0];
    if (!said.succeeded() || !Checksum.isDigest(hex)) {
      throw PlashException.of("cannot find the SHA-256 of " + name + ": " + PROGRAM + ": " + said.firstError());
    }
    found = Optional.of(new Digest(hex));
  }
}
