package io.plash.cmd;

import io.plash.catalog.BuildLock;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.ShellQuote;
import io.plash.value.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the lock file that a build goes by, and notes for the build record that it is there, or that none is: the one
 * beside a plashfile, or, for words, the one that PLASH_LOCK names.
 */
abstract class LockFinder implements BuildLock.Finder {
  /** The variable that names the lock file of words. */
  static final String VARIABLE = "PLASH_LOCK";
  private static final String SUFFIX = ".lock";

  private Optional<BuildLock> found = Optional.empty();
  private boolean looked;

  private LockFinder() {}

  /** Returns the finder for words of a command. */
  static LockFinder ofWords(RecordingHost host) {
    return new LockFinder() {
      @Override
      Optional<BuildLock> look() throws PlashException {
        Optional<String> name = host.variable(VARIABLE);
        return name.isEmpty() || name.get().isEmpty()
            ? Optional.empty()
            : Optional.of(read(host, name.get(), "plash lock, with the words of this build, adds it"));
      }
    };
  }

  /** Returns the finder for the plashfile {@code name} in the directory of {@code host}. */
  static LockFinder ofPlashfile(RecordingHost host, String name) {
    return new LockFinder() {
      @Override
      Optional<BuildLock> look() throws PlashException {
        Path file = host.directory().resolve(name);
        String remedy = "plash lock " + ShellQuote.quote(file.toString());
        if (isThere(beside(file))) {
          return Optional.of(read(host, name + SUFFIX, remedy));
        }
        host.dependencies().noFile(host.recorded(name + SUFFIX));
        Path target = target(file);
        if (target.equals(file)) {
          return Optional.empty();
        }
        host.dependencies().link(host.recorded(name), target.toString());
        if (isThere(beside(target))) {
          return Optional.of(read(host, beside(target).toString(), remedy));
        }
        host.dependencies().noFile(beside(target).toString());
        return Optional.empty();
      }
    };
  }

  /** Returns the lock file of {@code plashfile}: beside it, or, when it is a link, maybe beside the file itself. */
  static Path placeFor(Path plashfile) throws PlashException {
    return isThere(beside(plashfile)) ? beside(plashfile) : beside(target(plashfile));
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }

  // A link that leads nowhere is there, too: the build must not go on without what was to be there.
  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path target(Path file) throws PlashException {
    try {
      return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(file.toString()) + ": " + IoReason.alone(e), e);
    }
  }

  private static BuildLock read(RecordingHost host, String name, String remedy) throws PlashException {
    String shown = name.substring(name.lastIndexOf('/') + 1);
    if (!name.startsWith("~")) {
      RecordingHost.requireFile(name, host.directory().resolve(name));
    }
    return new BuildLock(LockFile.parse(name, host.file(name)), shown, remedy);
  }

  /** Looks for the lock file. */
  abstract Optional<BuildLock> look() throws PlashException;

  @Override
  public Optional<BuildLock> find() throws PlashException {
    if (!looked) {
      found = look();
      looked = true;
    }
    return found;
  }
}
