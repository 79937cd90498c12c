package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/**
 * A URL of http, https or file. What shows it (messages, map keys, records) never has the user and
 * password in it. More lenient than java.net.URI: host names may hold {@code _}, paths blanks.
 */
public final class Location {
  private static final String LEGAL = "-._~:/?[]@!$&'()*+,;=%";
  private static final int MAX_PORT = 65535;
  private static final int MAX_DIGITS = 5;

  private final String scheme;
  private final String userInfo;
  private final String host;
  private final int port;
  private final String shown;
  private final String file;
  private final String fragment;

  private Location(
      String scheme, String userInfo, String host, int port, String shown, String file, String fragment) {
    this.scheme = scheme;
    this.userInfo = userInfo;
    this.host = host;
    this.port = port;
    this.shown = shown;
    this.file = file;
    this.fragment = fragment;
  }

  /** What {@code text} writes. */
  public static Location parse(String text) throws PlashException {
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
    return new Location(scheme, userInfo, host, port, shown, rest.substring(path), fragment);
  }

  /** The failure to have what is here, for the reason given. */
  public PlashException failure(String reason) {
    return failure(shown, reason);
  }

  private static PlashException failure(String shown, String reason) {
    return PlashException.of("geturl(" + PythonRepr.of(shown) + "): " + reason);
  }

  /** As written, without user, password and fragment. */
  public String shown() {
    return shown;
  }

  /** What follows the {@code #}, or the empty string. */
  public String fragment() {
    return fragment;
  }

  /** Whether it names a file of this machine. */
  public boolean isFile() {
    return scheme.equals("file");
  }

  /** The file of this machine that it names. */
  Path path() throws PlashException {
    try {
      return Path.of(text(file));
    } catch (InvalidPathException e) {
      throw failure("is no path");
    }
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  String scheme() {
    return scheme;
  }

  String host() {
    return host;
  }

  boolean hasPort() {
    return port >= 0;
  }

  int port() {
    return port >= 0 ? port : isSecure() ? 443 : 80;
  }

  /** The value of an Authorization header for the user it names; empty without. */
  String authorization() {
    return basic(userInfo);
  }

  /** The value of a Proxy-Authorization header for the user it names, who may have no password; empty without. */
  String proxyAuthorization() {
    return basic(userInfo.isEmpty() || userInfo.indexOf(':') >= 0 ? userInfo : userInfo + ":");
  }

  private static String basic(String userInfo) {
    return userInfo.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(decoded(userInfo));
  }

  private static String text(String encoded) {
    return new String(decoded(encoded), StandardCharsets.UTF_8);
  }

  /** Where a redirection to {@code target} leads; the user is known only to the same server. */
  Location redirected(String target) throws PlashException {
    try {
      Location next = parse(new URL(url(), target.strip()).toString());
      boolean same = next.scheme.equals(scheme) && next.host.equalsIgnoreCase(host) && next.port() == port();
      return new Location(next.scheme, same ? userInfo : "", next.host, next.port, next.shown, next.file, fragment);
    } catch (MalformedURLException e) {
      throw failure("redirected to " + PythonRepr.of(target) + ", which is no address");
    }
  }

  /** HOST, or HOST:PORT where the port is not the usual one of the scheme. */
  String authority() throws PlashException {
    URL url = url();
    return url.getPort() < 0 || url.getPort() == url.getDefaultPort() ? url.getHost() : url.getHost() + ":" + port;
  }

  /** As the request to the server or to a proxy has it, which shows it to nobody. */
  URL url() throws PlashException {
    try {
      String name = host.startsWith("[") ? host : IDN.toASCII(host);
      String encoded = encoded(file);
      return new URL(scheme, name, port, encoded.startsWith("/") ? encoded : "/" + encoded);
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw failure("no valid address");
    }
  }

  // Where the digits of a port begin; an IPv6 address in brackets holds colons of its own.
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

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0);
      out.append(plain ? String.valueOf(c) : "%" + hex(c >> 4) + hex(c & 0xf));
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static byte[] decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at++) {
      int high = at + 2 < bytes.length && bytes[at] == '%' ? Character.digit(bytes[at + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
      out.write(low < 0 ? bytes[at] : high << 4 | low);
      at += low < 0 ? 0 : 2;
    }
    return out.toByteArray();
  }
}
