package io.plash.program;

import java.util.ArrayList;
import java.util.List;

/** Splits long lists of arguments, so that one program is started for many of them and no limit of execve(2) is hit. */
public final class ArgumentBatches {
  private static final int MOST = 500; // of paths, which have at most 4096 bytes each: the kernel takes 2 MiB

  private ArgumentBatches() {}

  /** Returns {@code arguments} in lists that are short enough for one program each. */
  public static <T> List<List<T>> of(List<T> arguments) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < arguments.size(); from += MOST) {
      batches.add(arguments.subList(from, Math.min(from + MOST, arguments.size())));
    }
    return batches;
  }
}
