package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Caller;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.text.PythonRepr;
import java.util.List;

/**
 * Somebody who asks a registry for one repository. What the registry wants to know goes to no other server.
 *
 * @param task what is done, such as {@code pull}
 * @param image the image or repository, for messages
 * @param endpoint the registry
 * @param access what it is told
 * @param scopes what is to be allowed, as tokens name it
 */
record RegistryCaller(String task, String image, Endpoint endpoint, Access access, List<String> scopes)
    implements Caller {
  /** Returns the scope of a token for reading {@code repository}. */
  static String pullScope(String repository) {
    return "repository:" + repository + ":pull";
  }

  /** Returns the scope of a token for reading and writing it. */
  static String pushScope(String repository) {
    return pullScope(repository) + ",push";
  }

  @Override
  public PlashException failure(String reason, String hint) {
    String better = reason.equals(Fetcher.NO_TLS)
        ? "the line `plain " + endpoint.server() + "` in config/registries of the data directory allows plain HTTP"
        : hint;
    return PlashException.of("cannot " + task + " " + PythonRepr.of(image) + ": " + reason).withHint(better);
  }

  @Override
  public String authorization(ResourceUrl url) throws PlashException {
    return isRegistry(url) ? access.authorization(scopes, this) : "";
  }

  @Override
  public boolean isBetterKnown(ResourceUrl url, String sent, List<String> challenges) throws PlashException {
    return isRegistry(url) && access.isBetterKnown(scopes, sent, challenges, this);
  }

  private boolean isRegistry(ResourceUrl url) {
    return url.origin().equals(endpoint.base().origin());
  }

  @Override
  public void requireAllowed(ResourceUrl url) throws PlashException {
    if (!url.isSecure() && !endpoint.isPlainAllowed(url)) {
      // without the path and the query, which may let everybody in who knows them
      throw failure("it leads to " + PythonRepr.of(url.origin()) + " without TLS, which is refused",
          "the line `plain HOST:PORT` in config/registries of the data directory allows it");
    }
  }

  /** Returns the same for other scopes. */
  RegistryCaller with(List<String> others) {
    return new RegistryCaller(task, image, endpoint, access, others);
  }

  /** Returns a GET of {@code url}. */
  Call call(ResourceUrl url) {
    return Call.of("GET", url, this);
  }
}
