package io.plash.union;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds of unions that a user wants, the best first: one that was named, or with {@code auto} all of them. */
public record UnionTaste(String name, List<UnionKind> kinds) {
  private static final String AUTO = "auto";
  private static final String SHORT_UNIONFS = "unionfs"; // what the 2018 tool called it as well
  private static final String ADVICE = "choose one: echo auto | plash data tee config/union_taste";

  /** Copies the kinds. */
  public UnionTaste {
    kinds = List.copyOf(kinds);
  }

  /** Returns what {@code name} asks for; an empty name is {@code auto}. Fails when there is no such kind. */
  public static UnionTaste of(String name) throws PlashException {
    if (name.isEmpty() || name.equals(AUTO)) {
      return new UnionTaste(AUTO, List.of(UnionKind.values()));
    }
    for (UnionKind kind : UnionKind.values()) {
      if (name.equals(kind.label()) || kind == UnionKind.UNIONFS_FUSE && name.equals(SHORT_UNIONFS)) {
        return new UnionTaste(kind.label(), List.of(kind));
      }
    }
    List<String> names = new ArrayList<>(List.of(AUTO));
    for (UnionKind kind : UnionKind.values()) {
      names.add(kind.label());
    }
    throw PlashException.of("unexpected union taste: " + name).withHint("plash knows " + String.join(", ", names));
  }

  /** Returns the word in config/union_taste, {@code file}; empty after a first use that met a full disk. */
  public static String readName(Path file) throws PlashException {
    try {
      return new String(SmallFile.bytes(file), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }

  /** Returns what config/union_taste, {@code file}, asks for. */
  public static UnionTaste read(Path file) throws PlashException {
    String name = readName(file);
    try {
      return of(name);
    } catch (PlashException e) {
      throw PlashException.of(e.getMessage()).withHint(e.hint() + "; " + ADVICE);
    }
  }

  /** Returns the kind that was named; empty for {@code auto}. */
  public Optional<UnionKind> named() {
    return name.equals(AUTO) ? Optional.empty() : Optional.of(kinds.get(0));
  }
}
