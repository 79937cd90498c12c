package io.plash.oci;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import io.plash.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The images in an image layout, a directory that any tool may have written (image-spec, image-layout.md). */
public final class LayoutRepository implements Repository {
  /** The annotation of an entry of an index that is its tag. */
  static final String TAG = "org.opencontainers.image.ref.name";

  private static final String USUAL_TAG = "latest";
  private static final int MAX_TAGS = 10; // in a message

  private final String shown;
  private final Path directory;

  /** Reads the layout in {@code directory}, which messages call {@code shown}; that may hold any character. */
  public LayoutRepository(String shown, Path directory) {
    this.shown = TerminalText.line(shown);
    this.directory = directory;
  }

  @Override
  public String shown() {
    return shown;
  }

  /** Returns the file that names the images. */
  public static Path indexOf(Path directory) {
    return directory.resolve("index.json");
  }

  /**
   * Returns the digest of the manifest that {@code tag} names. An empty tag means {@code latest}, or the only image
   * there is.
   */
  public Digest resolve(String tag) throws PlashException {
    try (InputStream in = open(indexOf(directory), "index.json")) {
      List<JsonFields> entries = JsonFields.parse(StoredManifest.read("", in).bytes()).objects("manifests");
      List<JsonFields> named = new ArrayList<>();
      Set<String> tags = new TreeSet<>();
      for (JsonFields entry : entries) {
        String name = tag(entry);
        tags.add(name);
        if (name.equals(tag.isEmpty() ? USUAL_TAG : tag)) {
          named.add(entry);
        }
      }
      if (named.isEmpty() && tag.isEmpty() && entries.size() == 1) {
        named.add(entries.get(0));
      }
      if (named.isEmpty()) {
        throw missing(tag, tags);
      }
      return named.get(named.size() - 1).digest("digest");
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public StoredManifest manifest(String reference) throws PlashException {
    try {
      Digest digest = reference.startsWith("sha256:") ? JsonFields.digestOf(reference) : resolve(reference);
      try (InputStream in = open(digest)) {
        StoredManifest stored = StoredManifest.read("", in);
        if (!stored.digest().equals(digest)) {
          throw PlashException.of("cannot read " + PythonRepr.of(shown) + ": its file " + Descriptor.text(digest)
              + " is damaged: its digest is " + Descriptor.text(stored.digest()));
        }
        return stored;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public InputStream blob(Descriptor blob) throws PlashException {
    try {
      return open(blob.digest());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  // Only what is a regular file: reading a pipe would never end.
  private InputStream open(Digest digest) throws IOException {
    Path file = directory.resolve("blobs/sha256").resolve(digest.hex());
    if (!Files.exists(file)) {
      throw new IOException("it has no file for " + Descriptor.text(digest));
    }
    return open(file, Descriptor.text(digest));
  }

  private static InputStream open(Path file, String called) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("what it has for " + called + " is no file");
    }
    return Files.newInputStream(file);
  }

  /** Returns the tag of an entry of an index; empty when it has none. */
  static String tag(JsonFields entry) throws IOException {
    JsonFields annotations = entry.object("annotations").orElse(null);
    return annotations == null ? "" : annotations.text(TAG);
  }

  private PlashException missing(String tag, Set<String> tags) {
    tags.remove("");
    PlashException failure = PlashException.of(tag.isEmpty()
        ? "which image of " + PythonRepr.of(shown) + " is meant?"
        : "image not found: " + PythonRepr.of(shown) + " has none with the tag " + PythonRepr.of(tag));
    return tags.isEmpty() ? failure.withHint("it has no tags; name an image by @sha256:... as its index.json does")
        : failure.withHint(
            "it has " + tags.stream().limit(MAX_TAGS).map(PythonRepr::of).collect(Collectors.joining(", ")));
  }

  private PlashException failure(IOException e) {
    if (e.getCause() instanceof PlashException failure) {
      return failure;
    }
    String what = "cannot read " + PythonRepr.of(shown) + ": ";
    if (e instanceof NoSuchFileException) {
      return PlashException.of(what + "there is no image layout in " + PythonRepr.of(directory.toString()))
          .withHint("a layout is a directory with a file index.json, as `plash export-oci` and skopeo write it");
    }
    return PlashException.of(what + IoReason.of(e, directory), e);
  }
}
