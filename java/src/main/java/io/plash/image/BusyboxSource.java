package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.ElfFile;
import io.plash.program.Tool;
import io.plash.record.Dependencies;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A small root file system made of the host's own static busybox, which needs no network. */
public final class BusyboxSource implements ImageSource {
  private static final List<Path> PLACES = List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));
  private static final List<String> DIRECTORIES =
      List.of("bin", "dev", "etc", "home", "proc", "root", "sys", "usr/bin", "var");
  private static final int STICKY_WORLD_WRITABLE = 01777;

  private final Path binary;
  private final FileTime changed;
  private final byte[] content;
  private final Digest digest;
  private final Tool tool;

  private BusyboxSource(Path binary, FileTime changed, byte[] content, Tool tool) {
    this.binary = binary;
    this.changed = changed;
    this.content = content;
    this.digest = Digest.of(content);
    this.tool = tool;
  }

  /** Finds the host's busybox, and fails when there is none. */
  public static BusyboxSource find(CommandContext context) throws PlashException {
    for (Path place : PLACES) {
      if (Files.isExecutable(place)) {
        // The time is read first: when the file changes in between, the record of the build is outdated at once.
        return new BusyboxSource(place, changed(place), read(place), context.tool());
      }
    }
    throw PlashException.of("no busybox in /bin or /usr/bin")
        .withHint("install the package busybox-static");
  }

  // The content is in the key, since an upgrade of the host's busybox makes another image.
  @Override
  public String key() {
    return ImageSource.key("busybox", digest.hex());
  }

  @Override
  public void addTo(Dependencies dependencies) {
    PLACES.subList(0, PLACES.indexOf(binary)).forEach(dependencies::noProgram);
    dependencies.program(binary, changed, digest);
  }

  @Override
  public String description() {
    return "from-busybox " + binary;
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    if (ElfFile.isDynamic(content)) {
      throw PlashException.of(binary + " needs libraries that an image of it alone does not have")
          .withHint("install the package busybox-static");
    }
    try {
      for (String name : DIRECTORIES) {
        Files.createDirectories(root.resolve(name));
      }
      Files.setAttribute(Files.createDirectory(root.resolve("tmp")), "unix:mode", STICKY_WORLD_WRITABLE);
      Files.write(root.resolve("bin/busybox"), content);
      Files.setPosixFilePermissions(root.resolve("bin/busybox"), PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
      Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
      Files.writeString(root.resolve("etc/resolv.conf"), "");
      for (String applet : applets()) {
        Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
      }
      Files.createSymbolicLink(root.resolve("usr/bin/env"), Path.of("/bin/busybox"));
      forgetTimes(root);
    } catch (IOException e) {
      throw PlashException.of("cannot make an image of " + binary + ": " + IoReason.of(e), e);
    }
  }

  // The same busybox is the same image on every machine, so that what is built upon it can be shared.
  private void forgetTimes(Path root) throws PlashException {
    Tool.Result touched = tool.run(root.toFile(),
        List.of("find", ".", "-exec", "touch", "-h", "-d", "@0", "{}", "+"));
    if (!touched.succeeded()) {
      throw PlashException.of("cannot set the times of an image: " + touched.firstError()).withHint(touched.hint());
    }
  }

  private List<String> applets() throws PlashException {
    Tool.Result listed = tool.run(null, List.of(binary.toString(), "--list"));
    if (!listed.succeeded()) {
      throw PlashException.of("cannot list what " + binary + " offers: " + listed.firstError());
    }
    return listed.output().lines().filter(name -> !name.equals("busybox")).toList();
  }

  private static FileTime changed(Path place) throws PlashException {
    try {
      return Files.getLastModifiedTime(place);
    } catch (IOException e) {
      throw PlashException.of("cannot look at " + place + ": " + IoReason.of(e, place), e);
    }
  }

  private static byte[] read(Path place) throws PlashException {
    try {
      return Files.readAllBytes(place);
    } catch (IOException e) {
      throw PlashException.of("cannot read " + place + ": " + IoReason.of(e, place), e);
    }
  }
}
