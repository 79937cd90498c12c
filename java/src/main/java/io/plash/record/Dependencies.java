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
 * What a script took from the host, for {@code lib/record.sh} to see whether it would get the same
 * again. Names of files are as the shell is to use them; they begin with a slash or {@code ./}.
 */
public final class Dependencies {
  /** Variables that a shell sets, or that the commands of plash change before they look at records. */
  private static final Set<String> NOT_AS_GIVEN =
      Set.of("_", "CDPATH", "HOSTNAME", "IFS", "LC_ALL", "LINENO", "OLDPWD", "OPTARG", "OPTIND", "PATH",
          "PPID", "PS1", "PS2", "PS4", "PWD", "RANDOM", "SECONDS", "SHLVL");

  // Before this (1980) file systems that are images themselves, such as those of OSTree and Nix, put all times.
  private static final FileTime FIRST_TRUE_TIME = FileTime.fromMillis(315_619_200_000L);

  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder sums = new StringBuilder();
  private final List<byte[]> listing = new ArrayList<>();
  private Optional<FileTime> time = Optional.empty();
  private boolean recordable = true;

  /** The value of an environment variable, or that it is not set. */
  public void variable(String name, Optional<String> value) {
    recordable &= VariableName.isValid(name) && !NOT_AS_GIVEN.contains(name) && !name.startsWith("PLASH_");
    recordable &= value.isEmpty() || value.get().indexOf('\n') < 0;
    lines.append(value.isEmpty() ? "unset " + name : "env " + name + "=" + value.get()).append('\n');
  }

  /** The container that a key of the map stands for. */
  public void key(String key, ContainerId id) {
    recordable &= key.indexOf('\n') < 0;
    lines.append("key ").append(id).append(' ').append(key).append('\n');
  }

  /**
   * A program of the host, which is replaced as a whole when it is upgraded, so that the time of its last
   * change tells it: that of the record is set to the same. {@code content} tells where times do not.
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

  /** That there is no program at {@code path}. */
  public void noProgram(Path path) {
    lines.append("no-program ").append(path).append('\n');
  }

  /** The content of a regular file. */
  public void file(String name, Digest content) {
    checkName(name);
    lines.append("file ").append(name).append('\n');
    sums.append(content.hex()).append("  ").append(name).append('\n');
  }

  /** Names, modes and contents: {@code entries} is what the shell's find and sha256sum say of {@code path}s. */
  public void tree(List<String> paths, List<String> entries) {
    for (String path : paths) {
      checkName(path);
      lines.append("path ").append(path).append('\n');
    }
    for (String entry : entries) {
      listing.add((entry + "\0").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The names of macros, each of which a program in a folder of PLASH_MACRO_PATH would take the place of. */
  public void macros(Collection<String> names) {
    for (String name : names) {
      recordable &= Characters.areLetters(name, "-_.+"); // the shell splits the names at blanks
    }
    lines.append("macros ").append(String.join(" ", names)).append('\n');
  }

  /** Something that the shell cannot check. */
  public void unknown() {
    recordable = false;
  }

  /** Whether a record can hold all of it. */
  public boolean recordable() {
    return recordable;
  }

  /** The time of last change that the record is to have, if any. */
  public Optional<FileTime> time() {
    return time;
  }

  /** The lines of a record, to stand at its end. */
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

  // sha256sum writes and reads names with these characters in a way of its own.
  private void checkName(String name) {
    recordable &= name.indexOf('\n') < 0 && name.indexOf('\r') < 0 && name.indexOf('\\') < 0;
  }
}
