package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.program.Tool;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of a server that has an image as the linuxcontainers project does, and a repository with a build file. */
final class TrainingSite {
  /** The name of its image. */
  static final String IMAGE = "training";

  /** The name of its repository. */
  static final String REPOSITORY = "training/site";

  private static final String PLACE = "image/";
  private static final String ARCHIVE = "rootfs.tar.xz";

  private TrainingSite() {}

  /** Makes them in {@code folder}. The image is {@code archive}, and the build file is {@code script}. */
  static void make(Path folder, Path archive, String script, Map<String, String> environment)
      throws IOException, PlashException {
    String architecture = Host.architecture(new Tool(environment));
    write(folder.resolve("meta/1.0/index-system"),
        String.join(";", IMAGE, "1", architecture, "default", "1", "/" + PLACE) + "\n");
    write(folder.resolve(PLACE + "SHA256SUMS"), Digest.of(Files.readAllBytes(archive)).hex() + "  " + ARCHIVE + "\n");
    Files.createLink(folder.resolve(PLACE + ARCHIVE), archive);
    write(folder.resolve(REPOSITORY + "/HEAD/plashfile"), script);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
