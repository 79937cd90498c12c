package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.Characters;
import io.plash.text.PercentEncoding;
import io.plash.text.PythonRepr;
import java.net.IDN;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The URL of something that plash can read, by http, https or as a file of this machine. Messages, map keys and
 * records show it without the user and password that it may hold. It is more lenient than java.net.URI: host names
 * may hold {@code _}, and paths may hold blanks.
 */
public final class ResourceUrl {
  /** The characters that a request has as they are, beside letters and digits. */
  private static final String LEGAL = "-._~:/?[]@!$&'()*+,;=%";
  private static final int MAX_PORT = 65535;
  private static final int MAX_DIGITS = 5;
  private static final int MAX_LABEL = 63;
  private static final Pattern ADDRESS = Pattern.compile("\\[[0-9A-Fa-f:.]+(%[0-9A-Za-z]+)?\\]");
  private static final String NO_ADDRESS = "no valid address";

  private final String scheme;
  private final String userInfo;
  private final String host;
  private final int port;
  private final String shown;
  private final String file;
  private final String fragment;

  private ResourceUrl(
      String scheme, String userInfo, String host, int port, String shown, String file, String fragment) {
    this.scheme = scheme;
    this.userInfo = userInfo;
    this.host = host;
    this.port = port;
    this.shown = shown;
    this.file = file;
    this.fragment = fragment;
  }

  /** Parses {@code text}. What is no URL, or one of another scheme, is a failure that shows no password. */
  public static ResourceUrl parse(String text) throws PlashException {
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? "" : text.substring(hash + 1);
    String rest = hash < 0 ? text : text.substring(0, hash);
    int colon = rest.indexOf(':');
    String scheme = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
    int authority = rest.startsWith("//", colon + 1) ? colon + 3 : colon + 1;
    int path = authority;
    while (path < rest.length() && "/?".indexOf(rest.charAt(path)) < 0) {
      path++;
    }
    int at = rest.lastIndexOf('@', path - 1);
    String userInfo = at < authority ? "" : rest.substring(authority, at);
    String shown = at < 0 || at >= path ? rest : rest.substring(0, Math.min(authority, at)) + rest.substring(at + 1);
    String server = rest.substring(Math.max(authority, at + 1), path);
    if (!scheme.equals("http") && !scheme.equals("https") && !scheme.equals("file")) {
      String type = colon < 0 || rest.indexOf('@') > colon && authority == colon + 1 || !isPlain(scheme)
          ? PythonRepr.of(at < 0 ? rest : rest.substring(at + 1)) : scheme;
      throw failure(shown, "unknown url type: " + type).withHint("http, https and file are known");
    }
    requireOneLine(text, shown);
    if (!scheme.equals("file") && authority != colon + 3) {
      throw failure(shown, "no host given");
    }
    int digits = portAt(server);
    String host = server.substring(0, digits < 0 ? server.length() : digits - 1);
    int port = digits < 0 ? -1 : port(shown, server.substring(digits));
    requireHost(scheme, host, shown);
    return new ResourceUrl(scheme, userInfo, host, port, shown, rest.substring(path), fragment);
  }

  /** Returns the failure to get what is at this URL, for the reason given. */
  public PlashException failure(String reason) {
    return failure(shown, reason);
  }

  private static PlashException failure(String shown, String reason) {
    return PlashException.of("geturl(" + PythonRepr.of(shown) + "): " + reason);
  }

  /** Returns the URL as it was written, without user, password and fragment. */
  public String shown() {
    return shown;
  }

  /** Returns what follows the {@code #}; empty without one. */
  public String fragment() {
    return fragment;
  }

  /** Tells whether it names a file of this machine. */
  public boolean isFile() {
    return scheme.equals("file");
  }

  /** Returns the file of this machine that it names. */
  Path path() throws PlashException {
    try {
      return Path.of(new String(PercentEncoding.decode(file), StandardCharsets.UTF_8));
    } catch (InvalidPathException e) {
      throw failure("is no path");
    }
  }

  /** Tells whether it is asked for over TLS. */
  public boolean isSecure() {
    return scheme.equals("https");
  }

  String scheme() {
    return scheme;
  }

  /** Returns the host as it was written; an IPv6 address has its brackets. */
  public String host() {
    return host;
  }

  /** Tells whether a port was written. */
  boolean hasPort() {
    return port >= 0;
  }

  /** Returns scheme, host and port, by which it is known whether two URLs are of one server. */
  public String origin() {
    return scheme + "://" + host.toLowerCase(Locale.ROOT) + ":" + port();
  }

  /** Returns the port that was written, or else the usual one of the scheme. */
  public int port() {
    return port >= 0 ? port : usualPort();
  }

  private int usualPort() {
    return isSecure() ? 443 : 80;
  }

  /** Returns the value of an Authorization header field for the user that it names; empty without a user. */
  String authorization() {
    return basic(userInfo);
  }

  /** Returns the same for a proxy, with an empty password when there is none. */
  String proxyAuthorization() {
    return basic(userInfo.isEmpty() || userInfo.indexOf(':') >= 0 ? userInfo : userInfo + ":");
  }

  private static String basic(String userInfo) {
    return userInfo.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(PercentEncoding.decode(userInfo));
  }

  /** Returns where a redirection to {@code target} leads. Only the same server is told the user and password. */
  ResourceUrl redirected(String target) throws PlashException {
    try {
      ResourceUrl next = parse(new URL(new URL(encoded()), target.strip()).toString());
      boolean same = next.origin().equals(origin());
      return new ResourceUrl(next.scheme, same ? userInfo : "", next.host, next.port, next.shown, next.file, fragment);
    } catch (MalformedURLException e) {
      throw failure("redirected to " + PythonRepr.of(target) + ", which is no address");
    }
  }

  /** Returns HOST, or HOST:PORT when the port is not the usual one of the scheme, as requests have it. */
  String authority() throws PlashException {
    return port < 0 || port == usualPort() ? asciiHost() : asciiHost() + ":" + port;
  }

  /** Returns the host for the network: in ASCII, and an IPv6 address with its brackets. */
  String asciiHost() throws PlashException {
    if (isName(host) || ADDRESS.matcher(host).matches()) {
      return host;
    }
    String name;
    try {
      name = IDN.toASCII(host); // reads the tables of Unicode when it is called first
    } catch (IllegalArgumentException e) {
      throw failure(NO_ADDRESS);
    }
    if (!isName(name)) {
      throw failure(NO_ADDRESS);
    }
    return name;
  }

  /** Returns the path and the query for a request to the server itself. */
  String target() {
    String target = PercentEncoding.encode(file, LEGAL);
    return target.startsWith("/") ? target : "/" + target;
  }

  /** Returns the whole URL for a request to a proxy: encoded, and without user and password. */
  String encoded() throws PlashException {
    return scheme + "://" + asciiHost() + (port < 0 ? "" : ":" + port) + target();
  }

  // Names of DNS have labels of 1 to 63 characters, and may end with a dot; `_` is in names of some networks.
  private static boolean isName(String host) {
    int length = 0;
    for (int at = 0; at < host.length(); at++) {
      char next = host.charAt(at);
      if (!Characters.isAsciiLetterOrDigit(next) && "-_.".indexOf(next) < 0 || next == '.' && length == 0) {
        return false;
      }
      length = next == '.' ? 0 : length + 1;
      if (length > MAX_LABEL) {
        return false;
      }
    }
    return true;
  }

  // Returns where the digits of a port begin, or -1. An IPv6 address in brackets holds colons of its own.
  private static int portAt(String server) {
    int colon = server.lastIndexOf(':');
    return colon > server.lastIndexOf(']') ? colon + 1 : -1;
  }

  private static int port(String shown, String digits) throws PlashException {
    for (int at = 0; at < digits.length(); at++) {
      if (digits.charAt(at) < '0' || digits.charAt(at) > '9') {
        throw failure(shown, "nonnumeric port: " + PythonRepr.of(digits));
      }
    }
    if (digits.isEmpty()) {
      return -1;
    }
    int port = digits.length() > MAX_DIGITS ? MAX_PORT + 1 : Integer.parseInt(digits);
    if (port > MAX_PORT) {
      throw failure(shown, "no such port: " + PythonRepr.of(digits));
    }
    return port;
  }

  private static void requireHost(String scheme, String host, String shown) throws PlashException {
    if (scheme.equals("file")) {
      if (!host.isEmpty() && !host.equals("localhost")) {
        throw failure(shown, "file:// names files of this machine only, not of " + PythonRepr.of(host));
      }
    } else if (host.isEmpty()) {
      throw failure(shown, "no host given");
    }
  }

  private static boolean isPlain(String scheme) {
    return scheme.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "+-.".indexOf(c) >= 0);
  }

  private static void requireOneLine(String text, String shown) throws PlashException {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isISOControl(text.charAt(at))) {
        throw failure(shown, "URL can't contain control characters");
      }
    }
  }
}
