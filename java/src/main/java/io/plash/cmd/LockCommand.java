package io.plash.cmd;

import io.plash.catalog.LockRequest;
import io.plash.catalog.LockingImages;
import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.program.CallerEnvironment;
import io.plash.store.AtomicFile;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import io.plash.value.LockFile;
import io.plash.value.LockLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Worker with the arguments FILE WORD...: writes the lock file of the plashfile FILE of the working directory, or, when
 * FILE is empty, of macros. The words are options and then the plashfile, as it was typed, or macros.
 */
final class LockCommand implements Worker {
  private static final String USUAL_NAME = "plash.lock";

  private boolean isCheck;
  private Optional<List<String>> update = Optional.empty();
  private final List<String> architectures = new ArrayList<>();
  private List<String> words = List.of();

  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    String plashfile = invocation.argument(0);
    CommandContext context = invocation.context();
    architectures.add(Host.architecture(context.tool()));
    parse(invocation.rest(1));
    Path place = plashfile.isEmpty()
        ? invocation.path(named(invocation)) : LockFinder.placeFor(invocation.path(plashfile));
    boolean isNew = !Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    LockFile before = isNew ? LockFile.EMPTY : read(place);
    LockRequest request = new LockRequest(isCheck, update, architectures);
    LockingImages images =
        new LockingImages(context, ScriptEvaluator.fetchedFiles(invocation), before, request);
    evaluate(invocation, plashfile, images);
    requireNames(images);
    context.settle();
    if (isCheck) {
      check(invocation, isNew ? Optional.of(place) : Optional.empty(), before, images);
      return;
    }
    LockFile after = images.after();
    if (isNew || !after.text().equals(before.text())) {
      AtomicFile.writeOutside(place, after.text(), CallerEnvironment.ofNewFile(invocation.environment()));
    }
    tell(invocation, place.getFileName() + ": ", before, after);
    SharedPush.of(context).push();
    for (String image : images.missing()) {
      invocation.messages().println("plash: " + place.getFileName() + ": no line for "
          + TerminalText.line(image) + ": only a machine of that architecture knows");
    }
  }

  private void parse(List<String> given) throws PlashException {
    int at = 0;
    List<String> names = List.of();
    for (boolean option = true; option && at < given.size();) {
      switch (given.get(at)) {
        case "--check" -> {
          isCheck = true;
          at++;
        }
        case "--update" -> {
          int end = at + 1;
          while (end < given.size() && !given.get(end).startsWith("-")) {
            end++;
          }
          names = given.subList(at + 1, end);
          at = end;
          update = Optional.of(names);
        }
        case "--arch" -> {
          addArchitectures(at + 1 < given.size() ? given.get(at + 1) : "");
          at += 2;
        }
        default -> option = false;
      }
    }
    words = given.subList(Math.min(at, given.size()), given.size());
    if (words.isEmpty() && !names.isEmpty()) { // the last of the names is the plashfile
      update = Optional.of(names.subList(0, names.size() - 1));
    }
    if (isCheck && update.isPresent()) {
      throw PlashException.of("--check changes nothing, so there is nothing to --update");
    }
  }

  private void addArchitectures(String list) throws PlashException {
    for (String architecture : list.split(",", -1)) {
      if (!architecture.matches("[a-z0-9]+")) {
        throw PlashException.of("no architecture: '" + architecture + "'")
            .withHint("they are called as Debian does, such as amd64,arm64");
      }
      if (!architectures.contains(architecture)) {
        architectures.add(architecture);
      }
    }
  }

  private static String named(Invocation invocation) {
    String name = invocation.environment().getOrDefault(LockFinder.VARIABLE, "");
    return name.isEmpty() ? USUAL_NAME : name;
  }

  private static LockFile read(Path place) throws PlashException, IOException {
    String name = place.getFileName().toString();
    RecordingHost.requireFile(name, place);
    return LockFile.parse(name, RecordingHost.text(name, RecordingHost.content(name, place)));
  }

  private void evaluate(Invocation invocation, String plashfile, LockingImages images)
      throws PlashException, IOException {
    if (plashfile.isEmpty()) {
      RecordingHost host = RecordingHost.ofCommand(invocation);
      new ScriptEvaluator(invocation, host, images).evaluate(words);
      return;
    }
    RecordingHost host = RecordingHost.ofPlashfile(invocation);
    byte[] content = RecordingHost.content(plashfile, invocation.path(plashfile));
    new ScriptEvaluator(invocation, host, images).evaluate(plashfile, RecordingHost.text(plashfile, content));
  }

  private void requireNames(LockingImages images) throws PlashException {
    for (String name : update.orElse(List.of())) {
      if (!images.names().contains(name)) {
        throw PlashException.of("no image called " + PythonRepr.of(name) + " is used")
            .withHint("those used are " + TerminalText.line(String.join(", ", images.names())));
      }
    }
  }

  private static void tell(Invocation invocation, String start, LockFile before, LockFile after) {
    List<LockLine> gone = new ArrayList<>(before.lines());
    for (LockLine line : after.lines()) {
      if (!gone.remove(line)) {
        boolean changed = gone.removeIf(
            old -> old.isOf(line.source(), line.name()) && old.architecture().equals(line.architecture()));
        invocation.messages().println("plash: " + start + (changed ? "changed " : "added ") + shown(line));
      }
    }
    gone.forEach(line -> invocation.messages().println("plash: " + start + "dropped " + shown(line)));
  }

  // A lock file may be anybody's, and its names hold any character.
  private static String shown(LockLine line) {
    return TerminalText.line(line.source() + " " + line.name()
        + (line.architecture().equals(LockLine.ALL) ? "" : " " + line.architecture()));
  }

  private static void check(Invocation invocation, Optional<Path> missing, LockFile before, LockingImages images)
      throws PlashException {
    if (missing.isPresent()) {
      throw PlashException.of("there is no " + missing.get().getFileName()).withHint("plash lock writes it");
    }
    List<LockLine> unused = new ArrayList<>(before.lines());
    unused.removeAll(images.after().lines());
    for (String image : images.missing()) {
      invocation.messages().println("plash: missing: " + TerminalText.line(image));
    }
    unused.forEach(line -> invocation.messages().println("plash: unused: " + shown(line)));
    if (!images.missing().isEmpty() || !unused.isEmpty()) {
      throw PlashException.of("the lock file does not fit").withHint("plash lock, without --check, mends it");
    }
  }
}
