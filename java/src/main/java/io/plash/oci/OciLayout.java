package io.plash.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.CleanupOnSignal;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A directory with images in the OCI image format (image-spec, image-layout.md). A blob is there when it is whole, and
 * an image when all its blobs are; what was there before stays.
 */
public final class OciLayout implements ImageTarget {
  private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";
  private static final String PART = ".plash-";
  private static final String FILE_MODE = "rw-r--r--";

  private final LayoutName name;
  private final Path directory;
  private final Path blobs;
  private volatile LongConsumer watcher = bytes -> { };

  private OciLayout(LayoutName name, Path directory) {
    this.name = name;
    this.directory = directory;
    this.blobs = directory.resolve("blobs").resolve("sha256");
  }

  /**
   * Opens the layout in {@code directory}, which is made where it is missing, and may be empty. The image is to be
   * called {@code name}.
   */
  public static OciLayout make(LayoutName name, Path directory) throws PlashException {
    OciLayout layout = new OciLayout(name, directory);
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw layout.refusal("it is no directory");
      }
      if (Files.exists(directory) && !Files.exists(layout.version()) && !isEmpty(directory)) {
        throw layout.refusal("it has files, and is no image layout");
      }
      Files.createDirectories(layout.blobs);
      return layout;
    } catch (IOException e) {
      throw layout.failure(e);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  @Override
  public String place() {
    return "";
  }

  @Override
  public boolean has(Descriptor blob, List<String> places) throws PlashException {
    Path file = blobs.resolve(blob.digest().hex());
    try {
      return Files.exists(file) && Files.size(file) == blob.size();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void watch(LongConsumer told) {
    watcher = told;
  }

  private OutputStream watched(OutputStream file) {
    return new FilterOutputStream(file) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        watcher.accept(length);
      }
    };
  }

  @Override
  public Descriptor store(String mediaType, Content content) throws PlashException {
    Path part = null;
    try {
      part = Files.createTempFile(blobs, PART, "");
      Path made = part;
      try (CleanupOnSignal cleanup = new CleanupOnSignal(() -> delete(made))) {
        MessageDigest digest = Digest.begin();
        try (OutputStream out =
            new DigestOutputStream(new BufferedOutputStream(watched(Files.newOutputStream(part)), 1 << 16), digest)) {
          content.writeTo(out);
        }
        Descriptor stored = new Descriptor(mediaType, Digest.finish(digest), Files.size(part));
        keep(part, blobs.resolve(stored.digest().hex()));
        return stored;
      }
    } catch (IOException e) {
      throw failure(e);
    } finally {
      delete(part);
    }
  }

  @Override
  public Optional<String> publish(OciImage image, Descriptor config) throws PlashException {
    Descriptor manifest = store(MediaType.MANIFEST, image.manifestJson(config));
    try (FileChannel versions =
            FileChannel.open(version(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = versions.lock()) {
      if (versions.size() == 0) {
        Files.writeString(version(), VERSION);
      }
      JsonObject entry = manifest.json();
      JsonObject platform = new JsonObject();
      Platform.of(image.machine()).addTo(platform);
      entry.add("platform", platform);
      JsonObject annotations = new JsonObject();
      annotations.addProperty(LayoutRepository.TAG, name.tag());
      entry.add("annotations", annotations);
      writeIndex(indexWith(entry));
      return Optional.of(name.at(manifest));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private JsonObject indexWith(JsonObject entry) throws IOException {
    try {
      return withEntry(index(), name.tag(), entry);
    } catch (IOException e) {
      throw new IOException("its index.json is no index of images: " + IoReason.of(e, directory), e);
    }
  }

  private JsonObject index() throws IOException {
    Path file = directory.resolve("index.json");
    if (!Files.exists(file)) {
      JsonObject index = new JsonObject();
      index.addProperty("schemaVersion", 2);
      index.addProperty("mediaType", MediaType.INDEX);
      return index;
    }
    return JsonFields.parse(Files.readAllBytes(file)).json();
  }

  // The entry is the last one; another one with the tag goes.
  private static JsonObject withEntry(JsonObject index, String tag, JsonObject entry) throws IOException {
    JsonArray entries = new JsonArray();
    for (JsonFields other : new JsonFields(index).objects("manifests")) {
      if (!LayoutRepository.tag(other).equals(tag)) {
        entries.add(other.json());
      }
    }
    entries.add(entry);
    index.add("manifests", entries);
    return index;
  }

  private void writeIndex(JsonObject index) throws IOException {
    Path part = Files.createTempFile(directory, PART, "");
    try {
      Files.writeString(part, index.toString());
      keep(part, directory.resolve("index.json"));
    } finally {
      delete(part);
    }
  }

  // Temporary files are for their owner alone; images are not.
  private static void keep(Path part, Path file) throws IOException {
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(FILE_MODE));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      return; // the failure that led here is told
    }
  }

  private Path version() {
    return directory.resolve("oci-layout");
  }

  private PlashException refusal(String reason) {
    return PlashException.of(failed() + reason).withHint("name another directory; it is made where it is missing");
  }

  private PlashException failure(IOException e) {
    return PlashException.of(failed() + IoReason.of(e, directory), e);
  }

  private String failed() {
    return "cannot write an image to " + PythonRepr.of(directory.toString()) + ": ";
  }
}
