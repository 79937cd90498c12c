package io.plash.context;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.NamespaceProbe;
import io.plash.host.Namespaces;
import io.plash.launch.EntryKey;
import io.plash.launch.NamespaceEntry;
import io.plash.launch.RangeStamps;
import io.plash.launch.RecordedEntry;
import io.plash.program.CleanupOnSignal;
import io.plash.program.SearchPath;
import io.plash.store.AtomicFile;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.union.Union;
import io.plash.union.UnionProbe;
import io.plash.union.UnionTaste;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The way into the namespaces of one command, and how layers are united there: as it is written down for the shell, or
 * found by trying and then written down. A failure to write it down is kept: on a full disk the namespaces are still
 * needed to delete something.
 */
final class EntryFinder {
  private final CommandContext context;
  private Optional<Namespaces> namespaces = Optional.empty();
  private Optional<Union> union = Optional.empty();
  private Optional<PlashException> ununited = Optional.empty();
  private Optional<PlashException> unwritten = Optional.empty();
  private String text = "";

  EntryFinder(CommandContext context) {
    this.context = context;
  }

  /** Returns the way into the namespaces. */
  Namespaces namespaces() throws PlashException {
    if (namespaces.isEmpty() && !readRecorded()) {
      find();
    }
    return namespaces.get();
  }

  /** Returns how layers are united; fails when nothing works. */
  Union union() throws PlashException {
    namespaces();
    if (ununited.isPresent()) {
      throw ununited.get();
    }
    return union.orElse(Union.PLAIN);
  }

  /** Finds both by trying, writes them down for the shell, and fails when that is not possible. */
  void write() throws PlashException {
    find();
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
  }

  /** Finds both by trying and writes them to {@code file}, where the data directory cannot be written. */
  void write(Path file) throws PlashException {
    find();
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw PlashException.of("cannot write " + file + ": " + IoReason.of(e, file), e);
    }
  }

  // Takes what is written down, where both are and still hold.
  private boolean readRecorded() throws PlashException {
    DataPaths data = context.store().data();
    Map<String, String> environment = context.environment();
    Optional<RecordedEntry> recorded = RecordedEntry.read(
        data, context.dataName(), EntryKey.current(), RangeStamps.now(environment), environment, taste());
    if (recorded.isEmpty()) {
      return false;
    }
    NamespaceEntry entry = recorded.get().entry();
    Optional<String> word = entry.knownUnion(recorded.get().text(), taste());
    if (word.isEmpty()) {
      return false;
    }
    namespaces = Optional.of(entry.namespaces());
    union = Optional.of(Union.parse(word.get()));
    return true;
  }

  private void find() throws PlashException {
    DataPaths data = context.store().data();
    RangeStamps stamps = RangeStamps.now(context.environment());
    EntryKey key = EntryKey.current();
    Namespaces found = new NamespaceProbe(context.environment()).find(key.uid());
    namespaces = Optional.of(found);
    NamespaceEntry entry = NamespaceEntry.here(context.environment(), context.dataName(), found);
    try {
      Path file = data.namespaces(key.toString());
      text = withUnion(entry, file);
      if (found.kind() != Namespaces.Kind.ROOT) {
        stamps.write(data, key);
      }
      AtomicFile.write(data, file, text);
    } catch (PlashException e) {
      unwritten = Optional.of(e);
    }
    if (!found.limitation().isEmpty()) {
      context.messages().println("plash: " + found.limitation());
    }
  }

  // Returns the text of the file, with the union of the older one, `known`, where that is of the same environment. A
  // failure to find one is kept for those who need it.
  private String withUnion(NamespaceEntry entry, Path known) throws PlashException {
    String taste = taste();
    Optional<String> word = Optional.empty();
    try {
      word = entry.knownUnion(Files.readString(known), taste);
    } catch (IOException e) {
      word = Optional.empty(); // there is none, or it is damaged
    }
    if (word.isPresent()) {
      union = Optional.of(Union.parse(word.get()));
      return entry.text(taste, word.get());
    }
    if (!SearchPath.of(context.environment()).hasWhole("mount")) {
      return entry.text(taste, NamespaceEntry.NO_UNION); // who mounts something tells what is missing
    }
    try {
      union = Optional.of(findUnion());
      return entry.text(taste, union.get().word());
    } catch (PlashException e) {
      ununited = Optional.of(e);
      return entry.text(taste, NamespaceEntry.NO_UNION);
    }
  }

  private Union findUnion() throws PlashException {
    DataPaths data = context.store().data();
    UnionTaste taste = UnionTaste.read(data.unionTaste());
    try (Scratch scratch = Scratch.make(data);
        CleanupOnSignal end = new CleanupOnSignal(scratch::close)) {
      return new UnionProbe(context.environment(), namespaces.get()).find(taste, scratch, data.root());
    }
  }

  private String taste() throws PlashException {
    return UnionTaste.readName(context.store().data().unionTaste());
  }
}
