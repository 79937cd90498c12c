package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.text.TerminalText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one registry wants to know of those who ask, and what it is told: tokens and logins, by the first answer in
 * which it wants them. It is used by several threads at once.
 */
final class Access {
  private static final String BEARER = "Bearer ";

  private final Fetcher fetcher;
  private final RegistrySettings settings;
  private final Logins logins;
  private final String host;
  private final String repository;
  private final ResourceUrl base;
  private final Map<List<String>, Token> tokens = new HashMap<>();
  private final Set<List<String>> refused = new HashSet<>();
  private Optional<Challenge> challenge = Optional.empty();
  private Optional<Optional<Login>> login = Optional.empty(); // empty until somebody wants to know
  private String withheldFrom = "";

  /** Asks the registry {@code host}, which is at {@code base}, for {@code repository}. */
  Access(Fetcher fetcher, RegistrySettings settings, Logins logins, String host, String repository, ResourceUrl base) {
    this.fetcher = fetcher;
    this.settings = settings;
    this.logins = logins;
    this.host = host;
    this.repository = repository;
    this.base = base;
  }

  /** Returns the Authorization header field for requests that need {@code scopes}; empty while none is wanted. */
  synchronized String authorization(List<String> scopes, RegistryCaller caller) throws PlashException {
    if (challenge.isEmpty()) {
      return "";
    }
    if (challenge.get().scheme().equals("basic")) {
      return login().map(Login::basic).orElse("");
    }
    if (refused.contains(scopes)) {
      return ""; // asked once more, a wrong password may lock its user out
    }
    Token known = tokens.get(scopes);
    if (known == null || !known.isFresh(System.nanoTime())) {
      Optional<Token> token = server(challenge.get(), caller).token(scopes);
      if (token.isEmpty()) {
        refused.add(scopes);
        return "";
      }
      known = token.get();
      tokens.put(scopes, known);
    }
    return BEARER + known.value();
  }

  /** Notes what the registry wants to know, and tells whether it can be told better than by {@code sent}. */
  synchronized boolean isBetterKnown(List<String> scopes, String sent, List<String> wanted, RegistryCaller caller)
      throws PlashException {
    if (challenge.isPresent() && !authorization(scopes, caller).equals(sent)) {
      return true; // another thread was quicker, or the token has ended meanwhile
    }
    List<Challenge> challenges = Challenge.parse(wanted);
    Optional<Challenge> best = Challenge.find(challenges, "bearer")
        .filter(bearer -> !bearer.parameter("realm").isEmpty()) // else it tells nobody where to get a token
        .or(() -> Challenge.find(challenges, "basic"));
    if (best.isEmpty()) {
      return false;
    }
    challenge = best;
    tokens.remove(scopes);
    String better = authorization(scopes, caller);
    return !better.isEmpty() && !better.equals(sent);
  }

  private TokenServer server(Challenge bearer, RegistryCaller caller) throws PlashException {
    ResourceUrl realm;
    try {
      realm = Fetcher.next(caller.call(base), base, bearer.parameter("realm"));
    } catch (PlashException e) {
      throw caller.failure("the server of tokens that it names cannot be asked: "
          + TerminalText.ascii(bearer.parameter("realm")), e.hint());
    }
    boolean mayKnow = Realm.mayKnowLogin(settings, host, base, realm);
    Optional<Login> told = login();
    if (told.isPresent() && !mayKnow) {
      withheldFrom = realm.host();
      told = Optional.empty();
    }
    return new TokenServer(fetcher, realm, bearer.parameter("service"), told, caller);
  }

  private Optional<Login> login() throws PlashException {
    if (login.isEmpty()) {
      login = Optional.of(logins.find(host, repository));
    }
    return login.get();
  }

  /** Returns the registry as people call it. */
  String host() {
    return host;
  }

  /** Says as whom the registry was asked, for messages. */
  synchronized String shownLogin() {
    return login.orElse(Optional.empty()).map(known -> "as " + known.shown()).orElse("nobody is logged in");
  }

  /** Says what may help when the registry refuses something. */
  synchronized String hint() {
    if (!withheldFrom.isEmpty()) {
      return "the login was not sent to " + TerminalText.ascii(withheldFrom)
          + "; the line `realm " + host + " " + TerminalText.ascii(withheldFrom)
          + "` in config/registries of the data directory allows it";
    }
    return login.isPresent() && login.get().isEmpty()
        ? "podman login " + host + ", or docker login " + host
        : "does this user have the right? podman login " + host + " changes the login";
  }
}
