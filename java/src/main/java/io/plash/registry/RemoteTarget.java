package io.plash.registry;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Fetcher;
import io.plash.http.Request;
import io.plash.http.Response;
import io.plash.http.Upload;
import io.plash.oci.Descriptor;
import io.plash.oci.ImageTarget;
import io.plash.oci.MediaType;
import io.plash.oci.OciImage;
import io.plash.value.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** A repository of a registry that an image is written to. */
final class RemoteTarget implements ImageTarget {
  private static final int BUFFER = 1 << 16;
  private static final int FIRST_REFUSAL = 300;
  private static final String BLOB_UNKNOWN = "BLOB_UNKNOWN";

  private final Registries registries;
  private final BlobUpload upload;
  private final Fetcher fetcher;
  private final ImageReference image;
  private final RegistryCaller caller;
  private final Path scratch;
  private final Set<Digest> present = ConcurrentHashMap.newKeySet();
  private boolean storesNew;
  private volatile LongConsumer watcher = bytes -> { };

  /**
   * Writes {@code image} on behalf of {@code caller}; {@code registries} knows the repositories that blobs can be
   * copied from. Blobs lie in {@code scratch} until they are sent.
   */
  RemoteTarget(Registries registries, BlobUpload upload, Fetcher fetcher, ImageReference image, RegistryCaller caller,
      Path scratch) {
    this.registries = registries;
    this.upload = upload;
    this.fetcher = fetcher;
    this.image = image;
    this.caller = caller;
    this.scratch = scratch;
  }

  /** Has it send what is stored without asking for it before, since nobody has made that yet. */
  RemoteTarget storingNew() {
    storesNew = true;
    return this;
  }

  @Override
  public String place() {
    return image.place();
  }

  @Override
  public boolean has(Descriptor blob, List<String> places) throws PlashException {
    boolean there = present.contains(blob.digest()) || upload.isThere(blob) || isBrought(blob, places);
    if (there) {
      present.add(blob.digest());
    }
    return there;
  }

  private boolean isBrought(Descriptor blob, List<String> places) throws PlashException {
    for (String place : places) {
      ImageReference other = ImageReference.parse(place);
      if (other.host().equals(image.host()) && !other.repository().equals(image.repository())
          && upload.mount(blob, other.repository())) {
        return true;
      }
    }
    for (String place : places) {
      ImageReference other = ImageReference.parse(place);
      if (!other.host().equals(image.host()) && isCopied(blob, other)) {
        return true;
      }
    }
    return false;
  }

  // What the other registry sends goes on at once; this one looks at the digest.
  private boolean isCopied(Descriptor blob, ImageReference from) throws PlashException {
    try {
      registries.toRead(from).blob(blob).close();
    } catch (PlashException e) {
      registries.notice("the layer is packed anew: " + e.getMessage());
      return false;
    } catch (IOException e) {
      return false; // it was there, and is not
    }
    upload.send(blob, out -> {
      try (InputStream in = registries.toRead(from).blob(blob)) {
        copy(in, out, "cannot read from " + from.place());
      }
    });
    return true;
  }

  @Override
  public Descriptor store(String mediaType, Content content) throws PlashException {
    Path file = null;
    try {
      file = Files.createTempFile(scratch, "blob-", "");
      MessageDigest digest = Digest.begin();
      try (OutputStream out =
          new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER), digest)) {
        content.writeTo(out);
      }
      Descriptor blob = new Descriptor(mediaType, Digest.finish(digest), Files.size(file));
      if (!present.contains(blob.digest()) && (storesNew || !upload.isThere(blob))) {
        upload.send(blob, sending(file));
      }
      present.add(blob.digest());
      return blob;
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot pack " + image.shown());
    } finally {
      delete(file);
    }
  }

  @Override
  public void watch(LongConsumer told) {
    watcher = told;
  }

  private Upload sending(Path file) {
    return out -> {
      try (InputStream in = open(file)) {
        copy(in, out, "cannot read " + file);
      }
    };
  }

  private static InputStream open(Path file) throws PlashException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }

  // An IOException here must be one of writing.
  private void copy(InputStream in, OutputStream out, String attempt) throws IOException, PlashException {
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int n;
      try {
        n = in.read(buffer);
      } catch (IOException e) {
        throw PlashException.unwrapping(e, attempt);
      }
      if (n < 0) {
        return;
      }
      out.write(buffer, 0, n);
      watcher.accept(n);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // it goes with its directory
    }
  }

  @Override
  public Optional<String> publish(OciImage made, Descriptor config) throws PlashException {
    return publish(image.reference(), made.manifestJson(config));
  }

  /** Stores the manifest {@code json} as the image that has {@code tag} in the repository. */
  Optional<String> publish(String tag, String json) throws PlashException {
    byte[] manifest = json.getBytes(StandardCharsets.UTF_8);
    String digest = "sha256:" + Digest.of(manifest).hex();
    Call call = Call.of("PUT", caller.endpoint().at(image.repository() + "/manifests/" + tag), caller)
        .with(new Request.Body(MediaType.MANIFEST, manifest.length, out -> out.write(manifest)));
    Response response = fetcher.send(call);
    if (response.status() >= FIRST_REFUSAL) {
      Refusal refusal = Refusal.read(response);
      if (refusal.code().endsWith(BLOB_UNKNOWN)) {
        present.clear();
        return Optional.empty();
      }
      throw refusal.failure(caller);
    }
    String stored = response.answer().field("Docker-Content-Digest");
    response.answer().discard();
    if (!stored.isEmpty() && !stored.equals(digest)) {
      throw caller.failure(caller.access().host() + " has stored something else than it was sent", "try again");
    }
    return Optional.of(image.place() + "@" + digest);
  }
}
