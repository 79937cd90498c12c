package io.plash.registry;

import io.plash.http.ResourceUrl;
import java.util.Locale;

/** Which servers of tokens may know the login of a registry. */
final class Realm {
  private static final int SHORT_LABEL = 3;

  private Realm() {}

  /**
   * Tells whether the server of tokens {@code realm} may know the login of the registry at {@code registry}: it is the
   * same host, of the same organization by its last two labels, or one that the user has named for {@code host}. A
   * login that goes to the registry by TLS goes to no realm without it.
   */
  static boolean mayKnowLogin(RegistrySettings settings, String host, ResourceUrl registry, ResourceUrl realm) {
    if (registry.isSecure() && !realm.isSecure()) {
      return false;
    }
    String here = registry.host().toLowerCase(Locale.ROOT);
    String there = realm.host().toLowerCase(Locale.ROOT);
    return here.equals(there) || settings.isRealm(host, there)
        || !isAddress(there) && !organization(here).isEmpty() && organization(here).equals(organization(there));
  }

  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+|0x.*");
  }

  // The last two labels, or three where these two are such as co.uk, below which everybody has names.
  private static String organization(String host) {
    String[] labels = host.split("\\.");
    int n = labels.length;
    int wanted = n >= 2 && labels[n - 1].length() == 2 && labels[n - 2].length() <= SHORT_LABEL ? 3 : 2;
    return n < wanted ? "" : String.join(".", java.util.Arrays.asList(labels).subList(n - wanted, n));
  }
}
