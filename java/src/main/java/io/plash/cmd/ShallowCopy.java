package io.plash.cmd;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.CleanupOnSignal;
import io.plash.program.Pipeline;
import io.plash.program.Tool;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.LayerStack;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Copies the file system of a container: directories are made anew, every other file is a hard link to that of the
 * layer. The mounted overlay shows which files there are, so that white-outs need no care here.
 */
public final class ShallowCopy {
  private static final int LONGEST_SHOWN = 1000; // characters of a path in a message

  private final Store store;
  private final Pipeline pipeline;
  private final String tar;
  private final ContainerId container;

  /** Copies {@code container}; {@code tar} is the path of the program {@code plash--tar}. */
  public ShallowCopy(Store store, Pipeline pipeline, String tar, ContainerId container) {
    this.store = store;
    this.pipeline = pipeline;
    this.tar = tar;
    this.container = container;
  }

  /**
   * Makes the copy {@code out}, which may be an empty directory. The container must be mounted on {@code view}, the
   * working directory of this process. Nothing is left at {@code out} when that fails.
   */
  public void make(Path view, Path out) throws PlashException {
    // After a signal the copying stops and tidies up, and then this process ends by itself.
    try (CleanupOnSignal end = CleanupOnSignal.held(true);
        Scratch draft = Scratch.beside(requireFree(out))) {
      List<Path> layers = layers();
      requireSameFileSystem(layers.get(0), out);
      link(end, layers, view, draft.path());
      copyDirectories(draft.path());
      Path place = Files.isDirectory(out) ? out.toRealPath() : out;
      Files.move(draft.path(), place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      String reason = e.getFile() != null && e.getFile().length() > LONGEST_SHOWN ? IoReason.alone(e) : IoReason.of(e);
      throw PlashException.of("cannot copy container " + container + " to " + out + ": " + reason, e);
    } catch (IOException e) {
      throw PlashException.of("cannot copy container " + container + " to " + out + ": " + IoReason.of(e), e);
    }
  }

  private Path requireFree(Path out) throws PlashException, IOException {
    String reason = "";
    if (!Files.isDirectory(out.getParent())) {
      reason = out.getParent() + " is no directory";
    } else if (Files.exists(out, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(out)) {
      reason = "it is there, and no directory";
    } else if (Files.isDirectory(out) && !names(out).isEmpty()) {
      reason = "[Errno 39] directory not empty";
    }
    if (!reason.isEmpty()) {
      throw PlashException.of("cannot copy container " + container + " to " + out + ": " + reason);
    }
    return out;
  }

  private void requireSameFileSystem(Path layer, Path out) throws PlashException, IOException {
    if (!Files.getAttribute(out.getParent(), "unix:dev").equals(Files.getAttribute(layer, "unix:dev"))) {
      throw PlashException.of("cannot copy container " + container + " to " + out
              + ": it lies on another file system than the data directory, and hard links do not reach there")
          .withHint("plash with-mount CONTAINER cp -a . DIRECTORY makes a full copy");
    }
  }

  private List<Path> layers() throws PlashException {
    List<Path> layers = new ArrayList<>();
    LayerStack stack = store.stack(container);
    for (ContainerId id : stack.layers()) {
      layers.add(DataPaths.rootOf(store.node(id)));
    }
    return layers;
  }

  // The file that the overlay shows is the topmost one of its name, so it is looked for in the layers that have its
  // directory, from the top.
  private void link(CleanupOnSignal end, List<Path> layers, Path view, Path copy) throws IOException, PlashException {
    Deque<Pending> pending = new ArrayDeque<>(List.of(new Pending(layers, view, copy)));
    while (!pending.isEmpty()) {
      Pending directory = pending.pop();
      for (Path name : names(directory.view)) {
        if (end.isSignalled()) {
          throw PlashException.of("interrupted");
        }
        Path shown = directory.view.resolve(name);
        Path made = directory.copy.resolve(name);
        if (Files.isDirectory(shown, LinkOption.NOFOLLOW_LINKS)) {
          pending.push(new Pending(directories(directory.layers, name), shown, Files.createDirectory(made)));
        } else {
          Files.createLink(made, topmost(directory.layers, name));
        }
      }
    }
  }

  /** A directory whose entries are still to be linked: in the layers that have it, in the overlay and in the copy. */
  private record Pending(List<Path> layers, Path view, Path copy) {}

  private static List<Path> names(Path directory) throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(entry.getFileName());
      }
    }
    return names;
  }

  private static List<Path> directories(List<Path> layers, Path name) {
    List<Path> directories = new ArrayList<>();
    for (Path layer : layers) {
      Path directory = layer.resolve(name);
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        directories.add(directory);
      }
    }
    return directories;
  }

  private Path topmost(List<Path> layers, Path name) throws PlashException {
    for (Path layer : layers) {
      Path file = layer.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
    throw PlashException.of("cannot copy container " + container + ": no layer holds its file " + name);
  }

  // tar copies owners, modes, times and extended attributes, which Java reads only in part. This comes last, since a
  // new link changes the time of its directory.
  private void copyDirectories(Path copy) throws PlashException {
    List<String> find = List.of("find", ".", "-type", "d", "-print0");
    List<String> pack = List.of(
        tar, "--create", "--file=-", "--format=posix", "--null", "--no-recursion", "--files-from=-");
    List<String> unpack = List.of(tar, "--extract", "--file=-", "--directory=" + copy, "--preserve-permissions");
    Pipeline.Source nothing = new Pipeline.Source.OfFile(new File("/dev/null"));
    for (Tool.Result result : pipeline.run(nothing, List.of(find, pack, unpack))) {
      if (!result.succeeded()) {
        throw PlashException.of("cannot copy directories of container " + container + ": " + result.firstError())
            .withHint(result.hint());
      }
    }
  }
}
