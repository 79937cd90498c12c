package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Fetcher;
import io.plash.http.Request;
import io.plash.http.ResourceUrl;
import io.plash.http.Response;
import io.plash.http.Upload;
import io.plash.oci.Descriptor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings blobs into a repository (distribution-spec, push): whole, since not every registry can go on with a part of
 * one. What was begun and fails is begun anew.
 */
final class BlobUpload {
  private static final String BYTES = "application/octet-stream";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final int FAILING = 500;

  private final Fetcher fetcher;
  private final RegistryCaller caller;
  private final String repository;
  private final Map<String, ResourceUrl> begun = new ConcurrentHashMap<>();

  /** Brings blobs into {@code repository} by requests of {@code fetcher} on behalf of {@code caller}. */
  BlobUpload(Fetcher fetcher, RegistryCaller caller, String repository) {
    this.fetcher = fetcher;
    this.caller = caller;
    this.repository = repository;
  }

  /** Tells whether {@code blob} is there. */
  boolean isThere(Descriptor blob) throws PlashException {
    Response response = fetcher.send(Call.of("HEAD", at("/blobs/" + blob.digestText()), caller));
    if (response.status() != OK && response.status() != NOT_FOUND) {
      throw Refusal.read(response).failure(caller);
    }
    response.answer().discard();
    return response.status() == OK;
  }

  /** Has the registry take {@code blob} from the repository {@code other} that it has, and tells whether it does. */
  boolean mount(Descriptor blob, String other) throws PlashException {
    List<String> scopes = List.of(caller.scopes().get(0), RegistryCaller.pullScope(other));
    ResourceUrl url = at("/blobs/uploads/?mount=" + blob.digestText() + "&from=" + other);
    Response response = fetcher.send(Call.of("POST", url, caller.with(scopes)));
    String location = response.answer().field("Location");
    response.answer().discard();
    if (response.status() == ACCEPTED && !location.isEmpty()) {
      begun.put(blob.digestText(), Fetcher.next(caller.call(url), response.from(), location));
    }
    return response.status() == CREATED;
  }

  /** Stores {@code blob}, the bytes of which {@code content} writes, and may have to write several times. */
  void send(Descriptor blob, Upload content) throws PlashException {
    Attempt attempt = new Attempt(blob, content);
    Response response = fetcher.persist(caller.call(at("")), attempt, attempt::mayPass);
    if (response.status() != CREATED) {
      throw Refusal.read(response).failure(caller);
    }
    String stored = response.answer().field("Docker-Content-Digest");
    response.answer().discard();
    if (!stored.isEmpty() && !stored.equals(blob.digestText())) {
      throw caller.failure(caller.access().host() + " has stored something else than it was sent", "try again");
    }
  }

  private ResourceUrl at(String path) throws PlashException {
    return caller.endpoint().at(repository + path);
  }

  /** One try: POST tells where the bytes are to go, and PUT sends them there. */
  private final class Attempt implements Fetcher.Attempt {
    private final Descriptor blob;
    private final Upload content;
    private boolean sent;

    Attempt(Descriptor blob, Upload content) {
      this.blob = blob;
      this.content = content;
    }

    // An upload that a registry does not know any more has failed there.
    boolean mayPass(int status) {
      return Fetcher.isBusy(status) || status >= FAILING || sent && status == NOT_FOUND;
    }

    @Override
    public Response make() throws IOException, PlashException {
      sent = false;
      ResourceUrl place = begun.remove(blob.digestText());
      if (place == null) {
        Call start = Call.of("POST", at("/blobs/uploads/"), caller);
        Response response = fetcher.request(start);
        String location = response.answer().field("Location");
        if (response.status() != ACCEPTED) {
          return response;
        }
        response.answer().discard();
        place = Fetcher.next(start, response.from(), location);
      }
      sent = true;
      String query = (place.shown().indexOf('?') < 0 ? "?" : "&") + "digest=" + blob.digestText();
      return fetcher.request(Call.of("PUT", ResourceUrl.parse(place.shown() + query), caller)
          .with(new Request.Body(BYTES, blob.size(), content)));
    }
  }
}
