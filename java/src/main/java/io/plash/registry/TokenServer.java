package io.plash.registry;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Caller;
import io.plash.http.Fetcher;
import io.plash.http.Request;
import io.plash.http.ResourceUrl;
import io.plash.http.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Asks the server of tokens that a registry names. With a refresh token it asks as OAuth 2 has it, else as docker does,
 * and so too where the server does not know the former.
 */
final class TokenServer {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final Fetcher fetcher;
  private final ResourceUrl realm;
  private final String service;
  private final Optional<Login> login;
  private final Caller asker;

  /**
   * Asks {@code realm} as {@code login}, which goes to no other server. Failures are told as those of {@code asker}.
   */
  TokenServer(Fetcher fetcher, ResourceUrl realm, String service, Optional<Login> login, Caller asker) {
    this.fetcher = fetcher;
    this.realm = realm;
    this.service = service;
    this.login = login;
    this.asker = asker;
  }

  /** Returns a token for {@code scopes}; nothing when the server refuses to give one. */
  Optional<Token> token(List<String> scopes) throws PlashException {
    Response response = null;
    if (login.isPresent() && login.get().isRefreshToken()) {
      response = fetcher.send(refreshing(login.get(), scopes));
    }
    if (response == null || response.status() == NOT_FOUND || response.status() == NOT_ALLOWED) {
      response = fetcher.send(Call.of("GET", asked(scopes), new Client(login.map(Login::basic).orElse(""))));
    }
    String text = text(response);
    if (response.status() != OK) {
      if (response.status() / 100 == 4) {
        return Optional.empty();
      }
      throw asker.failure("the server of tokens " + realm.host() + " answers " + Fetcher.error(response), "");
    }
    Optional<Token> token = Token.read(text, System.nanoTime());
    if (token.isEmpty()) {
      throw asker.failure("the server of tokens " + realm.host() + " gives no token", "");
    }
    return token;
  }

  private ResourceUrl asked(List<String> scopes) throws PlashException {
    StringBuilder url = new StringBuilder(realm.shown());
    String separator = realm.shown().indexOf('?') < 0 ? "?" : "&";
    if (!service.isEmpty()) {
      url.append(separator).append("service=").append(encoded(service));
      separator = "&";
    }
    for (String scope : scopes) {
      url.append(separator).append("scope=").append(encoded(scope));
      separator = "&";
    }
    return ResourceUrl.parse(url.toString());
  }

  private Call refreshing(Login known, List<String> scopes) {
    String form = "grant_type=refresh_token&client_id=plash&service=" + encoded(service)
        + "&scope=" + encoded(String.join(" ", scopes)) + "&refresh_token=" + encoded(known.secret());
    byte[] bytes = form.getBytes(StandardCharsets.US_ASCII);
    return Call.of("POST", realm, new Client("")).with(new Request.Body(FORM, bytes.length, out -> out.write(bytes)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String text(Response response) throws PlashException {
    try {
      return response.answer().text();
    } catch (IOException e) {
      throw asker.failure("the server of tokens " + realm.host() + " was cut off: " + IoReason.of(e), "");
    } finally {
      response.answer().close();
    }
  }

  /** Asks the realm, and tells it alone who asks. */
  private final class Client implements Caller {
    private final String basic;

    Client(String basic) {
      this.basic = basic;
    }

    @Override
    public PlashException failure(String reason, String hint) {
      return asker.failure("the server of tokens " + realm.host() + ": " + reason, hint);
    }

    @Override
    public String authorization(ResourceUrl url) {
      return url.origin().equals(realm.origin()) ? basic : "";
    }

    // A refresh token is in the body, which must not go elsewhere.
    @Override
    public void requireAllowed(ResourceUrl url) throws PlashException {
      if (!url.origin().equals(realm.origin()) && login.isPresent()) {
        throw failure("it redirects to " + url.host() + ", which must not know the login", "");
      }
      asker.requireAllowed(url);
    }
  }
}
