package io.plash.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers, and a caller who is known to the first one only. */
class FetcherTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final Fetcher fetcher = new Fetcher(Map.of(), "1", notices::add, 2000, 1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer home;
  private HttpServer foreign;
  private String token = "";

  /** Is known by a token, which it learns from the first challenge. */
  private final Caller caller = new Caller() {
    @Override
    public PlashException failure(String reason, String hint) {
      return PlashException.of("task: " + reason).withHint(hint);
    }

    @Override
    public String authorization(ResourceUrl url) {
      return url.port() == home.getAddress().getPort() ? token : "";
    }

    @Override
    public boolean isBetterKnown(ResourceUrl url, String sent, List<String> challenges) {
      token = String.join("+", challenges);
      return url.port() == home.getAddress().getPort() && !token.equals(sent);
    }
  };

  @BeforeEach
  void listen() throws IOException {
    home = server("home");
    foreign = server("foreign");
  }

  @AfterEach
  void end() {
    home.stop(0);
    foreign.stop(0);
    threads.shutdownNow();
  }

  // The path says what is answered: /STATUS, /STATUS/to/home|foreign/PATH, /STATUS/self; with a token /401 is 200.
  private HttpServer server(String name) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      seen.add(name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + authorization + " "
          + body);
      ports.add(exchange.getRemoteAddress().getPort());
      answer(exchange, authorization);
    });
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange, String authorization) throws IOException {
    String[] words = exchange.getRequestURI().toString().substring(1).split("/", 4);
    int status = Integer.parseInt(words[0]);
    if (status == 401) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "one");
      exchange.getResponseHeaders().add("WWW-Authenticate", "two");
      status = authorization == null ? 401 : 200;
    }
    if (words.length == 2) {
      exchange.getResponseHeaders().add("Location", exchange.getRequestURI().toString());
    } else if (words.length > 3) {
      HttpServer to = words[2].equals("home") ? home : foreign;
      exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + to.getAddress().getPort() + "/" + words[3]);
    }
    boolean empty = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : 2);
    if (!empty) {
      exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  private Call call(String method, String path) throws PlashException {
    return Call.of(method, ResourceUrl.parse("http://127.0.0.1:" + home.getAddress().getPort() + path), caller);
  }

  private int status(Call call) throws PlashException {
    Response response = fetcher.send(call);
    response.answer().discard();
    return response.status();
  }

  private static Call withBody(Call call) {
    byte[] bytes = "body".getBytes(StandardCharsets.UTF_8);
    return call.with(new Request.Body("text/plain", bytes.length, out -> out.write(bytes)));
  }

  @Test
  void send_challenge_isAnsweredOnceAndRemembered() throws PlashException {
    assertEquals(200, status(call("GET", "/401")));
    assertEquals(200, status(call("HEAD", "/401")));
    assertEquals(
        List.of("home GET /401 null ", "home GET /401 one+two ", "home HEAD /401 one+two "), seen);
  }

  @Test
  void send_redirectionToAnotherServer_takesNoAuthorizationThere() throws PlashException {
    token = "secret";
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      assertEquals(200, status(call("GET", "/" + status + "/to/foreign/200")));
    }
    assertEquals(401, status(call("GET", "/307/to/foreign/401")));
    for (String line : seen) {
      assertTrue(line.contains(line.startsWith("foreign") ? " null " : " secret "), line);
    }
  }

  @Test
  void send_answerIsReadBeyondItsEnd_leavesTheConnectionToTheNextOne() throws PlashException, IOException {
    Response first = fetcher.send(call("GET", "/200"));
    first.answer().text();
    Response second = fetcher.send(call("GET", "/200"));
    assertEquals(-1, first.answer().body().read());
    Response third = fetcher.send(call("GET", "/200"));
    assertEquals("ok", second.answer().text());
    assertEquals("ok", third.answer().text());
    assertEquals(2, ports.size());
  }

  @Test
  void send_serverThatNeverAnswers_isGivenUpSoonAtFirst() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Fetcher impatient = new Fetcher(Map.of(), "1", notices::add, 100);
      ResourceUrl url = ResourceUrl.parse("http://127.0.0.1:" + silent.getLocalPort() + "/");
      PlashException e = assertThrows(
          PlashException.class, () -> impatient.send(Call.of("HEAD", url, caller)));
      assertEquals("task: no answer in time", e.getMessage());
    } catch (PlashException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void send_body_isSentAgainWhereItIsWanted() throws PlashException {
    assertEquals(201, status(withBody(call("PUT", "/307/to/foreign/201"))));
    assertEquals(200, status(withBody(call("PUT", "/401"))));
    assertEquals(List.of("home PUT /307/to/foreign/201 null body", "foreign PUT /201 null body",
        "home PUT /401 null body", "home PUT /401 one+two body"), seen);
  }

  @Test
  void send_redirectionThatDropsTheBody_isAnAnswer() throws PlashException {
    assertEquals(303, status(withBody(call("PUT", "/303/to/foreign/200"))));
    assertEquals(1, seen.size());
  }

  @Test
  void send_circle_ends() {
    PlashException failure = assertThrows(PlashException.class, () -> status(call("GET", "/307/self")));
    assertEquals("task: more than 10 redirections", failure.getMessage());
  }

  @Test
  void persist_failingServer_isAskedFourTimes() throws PlashException {
    Call call = call("PUT", "/500");
    Response response = fetcher.persist(call, () -> fetcher.request(withBody(call)), status -> status >= 500);
    assertEquals(500, response.status());
    assertEquals(4, seen.size());
    assertEquals(3, notices.size());
  }

  @Test
  void send_severalThreads_haveConnectionsOfTheirOwn() throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      answers.add(threads.submit(() -> status(call("GET", "/200"))));
    }
    for (Future<Integer> answer : answers) {
      assertEquals(200, answer.get());
    }
  }
}
