package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;

/**
 * Which proxy leads to a server, by the variables and rules of curl(1): http_proxy only in lower case
 * (a CGI program gets HTTP_PROXY from its client), the others also in upper case, no_proxy names hosts.
 */
final class Proxies {
  private static final int DEFAULT_PORT = 1080;

  /**
   * A way to a server: the host and port of a proxy, empty and 0 for none, and the value of a
   * Proxy-Authorization header field for it, empty for none.
   */
  record Route(String host, int port, String authorization) {
    static final Route DIRECT = new Route("", 0, "");

    boolean isDirect() {
      return host.isEmpty();
    }

    /** HOST:PORT of the proxy for messages; empty for none. */
    String name() {
      return isDirect() ? "" : host + ":" + port;
    }
  }

  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The way to {@code location}. */
  Route to(Location location) throws PlashException {
    String variable = location.scheme() + "_proxy";
    String address = environment.getOrDefault(variable, "");
    if (address.isEmpty() && location.isSecure()) {
      address = environment.getOrDefault("HTTPS_PROXY", "");
    }
    if (address.isEmpty()) {
      variable = "all_proxy";
      address = either(variable);
    }
    return address.isEmpty() || isExempt(location) ? Route.DIRECT : route(variable, address);
  }

  private static Route route(String variable, String address) throws PlashException {
    boolean plain = address.indexOf("://") < 0;
    if (!plain && !address.toLowerCase(Locale.ROOT).startsWith("http://")) {
      throw PlashException.of("the proxy in " + variable + " is of a kind that is not known: "
              + PythonRepr.of(address.substring(0, address.indexOf("://"))))
          .withHint("it may be http://HOST:PORT");
    }
    try {
      Location proxy = Location.parse(plain ? "http://" + address : address);
      int port = proxy.hasPort() ? proxy.port() : DEFAULT_PORT;
      return new Route(proxy.url().getHost(), port, proxy.proxyAuthorization());
    } catch (PlashException e) {
      throw PlashException.of("the proxy in " + variable + " is no address", e)
          .withHint("it may be http://HOST:PORT");
    }
  }

  private boolean isExempt(Location location) {
    String host = bare(location.host());
    for (String entry : either("no_proxy").split("[, ]+")) {
      String name = entry;
      int colon = name.lastIndexOf(':');
      if (colon > 0 && name.indexOf(':') == colon && !name.startsWith("[")) {
        if (!name.substring(colon + 1).equals(Integer.toString(location.port()))) {
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

  // As curl since 7.86: an address is in ADDRESS/BITS when its first BITS are the same. No name is looked up.
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
