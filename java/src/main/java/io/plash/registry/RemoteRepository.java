package io.plash.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.Response;
import io.plash.oci.Descriptor;
import io.plash.oci.MediaType;
import io.plash.oci.Repository;
import io.plash.oci.StoredManifest;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A repository of a registry, as it is read (distribution-spec, pull). */
final class RemoteRepository implements Repository {
  static final String MANIFESTS = String.join(
      ", ", MediaType.INDEX, MediaType.MANIFEST, MediaType.DOCKER_INDEX, MediaType.DOCKER_MANIFEST);
  private static final int OK = 200;
  private static final int SHOWN_TAGS = 10;

  private final Fetcher fetcher;
  private final String shown;
  private final String repository;
  private final RegistryCaller caller;

  /**
   * Reads {@code repository} by requests of {@code fetcher} on behalf of {@code caller}; messages call the place
   * {@code shown}.
   */
  RemoteRepository(Fetcher fetcher, String shown, String repository, RegistryCaller caller) {
    this.fetcher = fetcher;
    this.shown = shown;
    this.repository = repository;
    this.caller = caller;
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public StoredManifest manifest(String reference) throws PlashException {
    Call call = get("/manifests/" + reference).with("Accept", MANIFESTS);
    Response response = fetcher.send(call);
    if (response.status() != OK) {
      Refusal refusal = Refusal.read(response);
      throw refusal.isAbsence() ? notFound(reference) : refusal.failure(caller);
    }
    String type = response.answer().field("Content-Type");
    String promised = response.answer().field("Docker-Content-Digest");
    try (Download body = fetcher.download(call, response)) {
      StoredManifest manifest = StoredManifest.read(TerminalText.ascii(type), body);
      if (promised.startsWith("sha256:") && !promised.equals("sha256:" + manifest.digest().hex())) {
        throw caller.failure(caller.endpoint().server() + " sent something else than it promised", "try again");
      }
      return manifest;
    } catch (IOException e) {
      if (e.getCause() instanceof PlashException told) {
        throw told;
      }
      throw caller.failure(IoReason.of(e), "");
    }
  }

  @Override
  public InputStream blob(Descriptor blob) throws PlashException {
    Call call = get("/blobs/" + blob.digestText());
    Response response = fetcher.send(call);
    if (response.status() != OK) {
      throw Refusal.read(response).failure(caller);
    }
    return fetcher.download(call, response);
  }

  private Call get(String path) throws PlashException {
    return caller.call(caller.endpoint().at(repository + path));
  }

  private PlashException notFound(String reference) {
    List<String> tags = tags();
    String name = reference.startsWith("sha256:") ? shown + "@" + reference : shown + ":" + reference;
    return PlashException.of("image not found: " + PythonRepr.of(name)).withHint(
        tags.isEmpty() ? "is the name right, and the tag?" : "its tags begin with: " + String.join(", ", tags));
  }

  // For a hint: many a registry does not let everybody see them.
  private List<String> tags() {
    List<String> tags = new ArrayList<>();
    try {
      Response response = fetcher.request(get("/tags/list?n=" + SHOWN_TAGS));
      JsonElement listed = JsonMembers.object(response.answer().text()).map(json -> json.get("tags")).orElse(null);
      response.answer().close();
      if (response.status() == OK && listed instanceof JsonArray array) {
        for (JsonElement tag : array) {
          tags.add(TerminalText.ascii(String.valueOf(tag)).replace("\"", ""));
        }
      }
    } catch (IOException | PlashException e) {
      tags.clear();
    }
    return tags.subList(0, Math.min(tags.size(), SHOWN_TAGS));
  }
}
