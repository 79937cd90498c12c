package io.plash.record;

import io.plash.text.Characters;
import io.plash.text.VariableName;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a script has taken from the host. {@code lib/record.sh} compares that with the host as it is later, to see
 * whether the script would give the same again. Names of files must begin with a slash or {@code ./}, so that no
 * program of the shell takes one for an option.
 */
public final class Dependencies {
  /** Variables that a shell sets, or that commands of plash change before they look at records. */
  private static final Set<String> NOT_AS_GIVEN =
      Set.of("_", "CDPATH", "HOSTNAME", "IFS", "LC_ALL", "LINENO", "OLDPWD", "OPTARG", "OPTIND", "PATH",
          "PPID", "PS1", "PS2", "PS4", "PWD", "RANDOM", "SECONDS", "SHLVL");

  /** The variable that names the lock file; no command of plash changes it. */
  private static final String LOCK = "PLASH_LOCK";

  // File systems that are images themselves, such as those of OSTree and Nix, give all files a time before 1980.
  private static final FileTime FIRST_TRUE_TIME = FileTime.fromMillis(315_619_200_000L);

  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder sums = new StringBuilder();
  private final List<byte[]> listing = new ArrayList<>();
  private Optional<FileTime> time = Optional.empty();
  private boolean recordable = true;

  /** Adds the value of an environment variable, which is empty when the variable is not set. */
  public void variable(String name, Optional<String> value) {
    boolean asGiven = !NOT_AS_GIVEN.contains(name) && (!name.startsWith("PLASH_") || name.equals(LOCK));
    recordable &= VariableName.isValid(name) && asGiven;
    recordable &= value.isEmpty() || value.get().indexOf('\n') < 0;
    lines.append(value.isEmpty() ? "unset " + name : "env " + name + "=" + value.get()).append('\n');
  }

  /** Adds the container that a key of the map stands for. */
  public void key(String key, ContainerId id) {
    recordable &= key.indexOf('\n') < 0;
    lines.append("key ").append(id).append(' ').append(key).append('\n');
  }

  /**
   * Adds a program of the host. An upgrade replaces it as a whole, so the time of its last change tells whether it
   * is the same: the file of the record gets that time. Where times tell nothing, {@code content} does.
   */
  public void program(Path path, FileTime changed, Digest content) {
    if (changed.compareTo(FIRST_TRUE_TIME) < 0) {
      file(path.toString(), content);
      return;
    }
    recordable &= time.isEmpty() || time.get().equals(changed);
    time = Optional.of(changed);
    lines.append("program ").append(path).append('\n');
  }

  /** Adds a file that is too large to read each time: the time of its last change tells whether it is the same. */
  public void archive(Path path, FileTime changed) {
    checkName(path.toString());
    recordable &= changed.compareTo(FIRST_TRUE_TIME) >= 0 && (time.isEmpty() || time.get().equals(changed));
    time = Optional.of(changed);
    lines.append("archive ").append(path).append('\n');
  }

  /** Adds that there is no program at {@code path}. */
  public void noProgram(Path path) {
    lines.append("no-program ").append(path).append('\n');
  }

  /** Adds that the symbolic link {@code name} leads to {@code target}. */
  public void link(String name, String target) {
    checkName(name);
    checkName(target);
    lines.append("link ").append(name).append("\nto ").append(target).append('\n');
  }

  /** Adds that nothing is called {@code name}. */
  public void noFile(String name) {
    checkName(name);
    lines.append("no-file ").append(name).append('\n');
  }

  /** Adds the content of a regular file. */
  public void file(String name, Digest content) {
    checkName(name);
    lines.append("file ").append(name).append('\n');
    sums.append(content.hex()).append("  ").append(name).append('\n');
  }

  /**
   * Adds the names, modes and contents of all that is at {@code paths}; {@code entries} are the lines that find and
   * sha1sum print about it.
   */
  public void tree(List<String> paths, List<String> entries) {
    for (String path : paths) {
      checkName(path);
      lines.append("path ").append(path).append('\n');
    }
    for (String entry : entries) {
      listing.add((entry + "\0").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Adds the names of macros: a program of such a name in a folder of PLASH_MACRO_PATH would replace the macro. */
  public void macros(Collection<String> names) {
    for (String name : names) {
      recordable &= Characters.areLetters(name, "-_.+"); // the shell splits the names at blanks
    }
    lines.append("macros ").append(String.join(" ", names)).append('\n');
  }

  /** Adds something that the shell cannot check, so that no record can be kept. */
  public void unknown() {
    recordable = false;
  }

  /** Tells whether a record can hold all that was added. */
  public boolean recordable() {
    return recordable;
  }

  /** Returns the time of last change that the file of the record must get, if any. */
  public Optional<FileTime> time() {
    return time;
  }

  /** Returns the lines that stand at the end of a record. */
  String text() {
    StringBuilder text = new StringBuilder(lines);
    if (sums.length() > 0 || !listing.isEmpty()) {
      text.append("sums\n").append(sums);
    }
    if (!listing.isEmpty()) {
      listing.sort(Arrays::compareUnsigned);
      MessageDigest digest = Digest.begin();
      for (byte[] entry : listing) {
        digest.update(entry);
      }
      text.append(Digest.finish(digest).hex()).append("  -\n");
    }
    return text.toString();
  }

  // sha256sum escapes names with these characters.
  private void checkName(String name) {
    recordable &= name.indexOf('\n') < 0 && name.indexOf('\r') < 0 && name.indexOf('\\') < 0;
  }
}
