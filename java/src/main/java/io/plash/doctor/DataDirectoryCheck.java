package io.plash.doctor;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.Tool;
import io.plash.terminal.HumanUnits;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the data directory, or where it will be made: its file system, and the room there is. */
final class DataDirectoryCheck implements Check {
  private static final String DATA = "data";
  private static final String SPACE = "space";
  private static final String INODES = "inodes";
  private static final long FEW_BYTES = 500_000_000;
  private static final long NO_BYTES = 1_000_000;
  private static final long FEW_FILES = 20_000;
  private static final long NO_FILES = 100;

  private final Machine machine;

  DataDirectoryCheck(Machine machine) {
    this.machine = machine;
  }

  @Override
  public List<Finding> findings() {
    if (machine.data().isEmpty()) {
      return List.of();
    }
    Path root = machine.data().get().root();
    Path place = NearestDirectory.of(root);
    try {
      FileStore store = Files.getFileStore(place);
      return List.of(data(root, place, store.type()), space(store), inodes(place));
    } catch (IOException e) {
      return List.of(Finding.unknown(DATA, "cannot look at " + place + ": " + IoReason.alone(e)));
    }
  }

  private Finding data(Path root, Path place, String type) {
    String found = root.equals(place) ? root + ", on " + type : root + ", to be made on first use, on " + type;
    if (!Files.isWritable(place)) {
      return Finding.broken(DATA, found + "; you cannot write to " + place, machine.remedy("data-not-writable"));
    }
    return Finding.ok(DATA, found);
  }

  private Finding space(FileStore store) throws IOException {
    long free = store.getUsableSpace();
    return room(SPACE, HumanUnits.bytes(free) + " free", free, FEW_BYTES, NO_BYTES);
  }

  // statfs(2), of which Java tells no numbers of files; file systems without a limit say 0 of 0.
  private Finding inodes(Path place) {
    try {
      Tool.Result result = machine.tool().run(null, List.of("stat", "-f", "-c", "%c %d", "--", place.toString()));
      String[] numbers = result.output().strip().split(" ");
      if (!result.succeeded() || numbers.length != 2) {
        return Finding.unknown(INODES, result.firstError());
      }
      if (numbers[0].equals("0")) {
        return Finding.ok(INODES, "as many as there is space for");
      }
      return room(INODES, numbers[1] + " free", Long.parseUnsignedLong(numbers[1]), FEW_FILES, NO_FILES);
    } catch (PlashException e) {
      return Finding.unknown(INODES, e.getMessage());
    }
  }

  private Finding room(String name, String found, long free, long few, long none) {
    if (free < none) {
      return Finding.broken(name, found, machine.remedy("full"));
    }
    return free < few ? Finding.limited(name, found, machine.remedy("nearly-full")) : Finding.ok(name, found);
  }
}
