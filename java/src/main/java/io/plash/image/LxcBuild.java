package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.ResourceUrl;
import io.plash.text.PythonRepr;
import io.plash.value.LockLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The build of an image of a linuxcontainers image server that a line of a lock file names. */
record LxcBuild(CommandContext context, LockLine line) implements ImageSource {
  @Override
  public String key() {
    return ImageSource.key(LxcSource.ORIGIN, line.name());
  }

  @Override
  public String description() {
    return "import-lxc " + line.name();
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    LxcServer server = LxcServer.chosen(context);
    ResourceUrl url = server.named(line.where());
    Optional<Download> archive = server.openIfThere(url);
    if (archive.isEmpty()) {
      throw PlashException.of(
              "the server has dropped this build of " + PythonRepr.of(line.name()) + ": " + url.shown())
          .withHint("it keeps a few; plash lock --update takes the newest one");
    }
    Checksum checksum = Checksum.ofLock(url, line.digest().orElseThrow().hex());
    new RemoteArchive(context, archive.get(), List.of(checksum)).unpack(root);
  }
}
