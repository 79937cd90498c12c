package io.plash.oci;

import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node remembers of how its layer is known outside, so that it need not be packed or fetched again. It is a file
 * of lines: {@code diff DIGEST} of an archive of the layer, behind it {@code blob DIGEST SIZE MEDIATYPE} for each
 * way in which that archive is stored, and behind that {@code at HOST/NAME} for each place of that blob. A line {@code
 * key HEX} has the {@link SharedKey} of the container. Other lines are somebody else's. Whoever reads it proves again
 * what it says, or asks the place.
 *
 * @param text the lines
 */
public record LayerRecord(String text) {
  private static final String DIFF = "diff ";
  private static final String BLOB = "blob ";
  private static final String AT = "at ";
  private static final String KEY = "key ";
  private static final int BLOB_WORDS = 4;

  /** An archive of the layer as it is stored somewhere, and the places that are known to have it. */
  public record Stored(OciImage.Layer layer, List<String> places) {}

  /** Reads the file; without one, nothing is remembered. */
  public static LayerRecord read(Path file) throws IOException {
    try {
      return new LayerRecord(Files.readString(file));
    } catch (NoSuchFileException e) {
      return new LayerRecord("");
    }
  }

  /** Returns the record with {@code layer}, which {@code place} has; no place when that is empty. */
  public LayerRecord with(OciImage.Layer layer, String place) throws IOException {
    for (Stored stored : stored()) {
      boolean isSame = stored.layer().blob().digest().equals(layer.blob().digest());
      if (isSame && (place.isEmpty() || stored.places().contains(place))) {
        return this;
      }
    }
    Descriptor blob = layer.blob();
    String line = DIFF + Descriptor.text(layer.diffId()) + "\n" + BLOB + blob.digestText() + " " + blob.size() + " "
        + blob.mediaType() + "\n";
    return new LayerRecord(text + line + (place.isEmpty() ? "" : AT + place + "\n"));
  }

  /** Returns the digest of the archive that the layer came from or was packed into first. */
  public Optional<Digest> diffId() throws IOException {
    Optional<String> first = first(DIFF);
    return first.isPresent() ? Optional.of(JsonFields.digestOf(first.get())) : Optional.empty();
  }

  /** Returns the record with {@code diffId}, the digest of an archive that is nowhere stored. */
  public LayerRecord withDiffId(Digest diffId) {
    return new LayerRecord(text + DIFF + Descriptor.text(diffId) + "\n");
  }

  /** Returns the key of the container, by which others find it; nothing when it has none. */
  public Optional<Digest> key() {
    return first(KEY).map(Digest::new);
  }

  /** Returns the record with the key of the container, see {@link SharedKey}. */
  public LayerRecord withKey(Digest key) {
    return new LayerRecord(text + KEY + key.hex() + "\n");
  }

  private Optional<String> first(String word) {
    for (String line : text.lines().toList()) {
      if (line.startsWith(word)) {
        return Optional.of(line.substring(word.length()));
      }
    }
    return Optional.empty();
  }

  /** Returns all archives, as they were added. */
  public List<Stored> stored() throws IOException {
    List<Stored> all = new ArrayList<>();
    Optional<Digest> diff = Optional.empty();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      if (line.startsWith(DIFF)) {
        diff = Optional.of(JsonFields.digestOf(line.substring(DIFF.length())));
      } else if (line.startsWith(BLOB) && words.length == BLOB_WORDS && diff.isPresent()) {
        Descriptor blob = new Descriptor(words[3], JsonFields.digestOf(words[1]), size(words[2]));
        all.add(new Stored(new OciImage.Layer(blob, diff.get()), new ArrayList<>()));
      } else if (line.startsWith(AT) && !all.isEmpty()) {
        all.get(all.size() - 1).places().add(line.substring(AT.length()));
      }
    }
    return all;
  }

  private static long size(String word) throws IOException {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new IOException("a size in it is no number", e);
    }
  }
}
