package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses the proxy that leads to a server, by the variables and rules of curl(1). http_proxy counts only in lower
 * case, since a CGI program gets HTTP_PROXY from its client; the others count in upper case, too. no_proxy names
 * hosts and networks that are reached directly.
 */
final class Proxies {
  private static final int DEFAULT_PORT = 1080;

  /**
   * The way to a server: the host and the port of a proxy, and the value of the Proxy-Authorization header field
   * that it wants. The texts are empty, and the port is 0, when there is none.
   */
  record Route(String host, int port, String authorization) {
    static final Route DIRECT = new Route("", 0, "");

    /** Tells whether there is no proxy on the way. */
    boolean isDirect() {
      return host.isEmpty();
    }

    /** Returns HOST:PORT of the proxy for messages; empty when there is none. */
    String name() {
      return isDirect() ? "" : host + ":" + port;
    }
  }

  private final Map<String, String> environment;

  /** Takes the variables from {@code environment}. */
  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the way to the server of {@code url}. A proxy of a kind that is not known is a failure. */
  Route to(ResourceUrl url) throws PlashException {
    String variable = url.scheme() + "_proxy";
    String address = environment.getOrDefault(variable, "");
    if (address.isEmpty() && url.isSecure()) {
      address = environment.getOrDefault("HTTPS_PROXY", "");
    }
    if (address.isEmpty()) {
      variable = "all_proxy";
      address = either(variable);
    }
    return address.isEmpty() || isExempt(url) ? Route.DIRECT : route(variable, address);
  }

  private static Route route(String variable, String address) throws PlashException {
    boolean plain = address.indexOf("://") < 0;
    if (!plain && !address.toLowerCase(Locale.ROOT).startsWith("http://")) {
      throw PlashException.of("the proxy in " + variable + " is of a kind that is not known: "
              + PythonRepr.of(address.substring(0, address.indexOf("://"))))
          .withHint("it may be http://HOST:PORT");
    }
    try {
      ResourceUrl proxy = ResourceUrl.parse(plain ? "http://" + address : address);
      int port = proxy.hasPort() ? proxy.port() : DEFAULT_PORT;
      return new Route(proxy.asciiHost(), port, proxy.proxyAuthorization());
    } catch (PlashException e) {
      throw PlashException.of("the proxy in " + variable + " is no address", e)
          .withHint("it may be http://HOST:PORT");
    }
  }

  private boolean isExempt(ResourceUrl url) {
    String host = bare(url.host());
    for (String entry : either("no_proxy").split("[, ]+")) {
      String name = entry;
      int colon = name.lastIndexOf(':');
      if (colon > 0 && name.indexOf(':') == colon && !name.startsWith("[")) {
        if (!name.substring(colon + 1).equals(Integer.toString(url.port()))) {
          continue;
        }
        name = name.substring(0, colon);
      }
      name = bare(name.startsWith(".") ? name.substring(1) : name);
      if (isInNetwork(host, entry)) {
        return true;
      }
      if (name.equals("*") || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name))) {
        return true;
      }
    }
    return false;
  }

  // As curl does since 7.86: an address is in ADDRESS/BITS when its first BITS are the same. No name is looked up.
  private static boolean isInNetwork(String host, String entry) {
    int slash = entry.indexOf('/');
    if (slash < 0 || !entry.substring(slash + 1).matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] address = address(host);
    byte[] network = address(bare(entry.substring(0, slash)));
    int bits = Integer.parseInt(entry.substring(slash + 1));
    if (address.length == 0 || address.length != network.length || bits > address.length * Byte.SIZE) {
      return false;
    }
    BigInteger difference = new BigInteger(1, address).xor(new BigInteger(1, network));
    return difference.shiftRight(address.length * Byte.SIZE - bits).signum() == 0;
  }

  private static byte[] address(String text) {
    if (!text.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-f:.]*:[0-9a-f:.]*")) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0]; // no address
    }
  }

  private String either(String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }

  private static String bare(String host) {
    String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return name.toLowerCase(Locale.ROOT);
  }
}
