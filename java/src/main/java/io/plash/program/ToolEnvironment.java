package io.plash.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of tools of the host that plash starts for itself, such as tar, a decompressor or gpgv. Many of
 * them read options from variables that the user has set for other calls (TAR_OPTIONS, XZ_OPT, POSIXLY_CORRECT), so
 * they get only what they need to find files and servers. The tools that the shell starts need less; {@code
 * lib/tool.sh} has the rule for them.
 */
final class ToolEnvironment {
  private static final Set<String> NAMES = Set.of(
      "PATH", "HOME", "TMPDIR", "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
      "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
      "GNUPGHOME", "CONTAINER_HOST", "JAVA_HOME", "SOURCE_DATE_EPOCH");
  private static final List<String> FAMILIES = List.of("PLASH_", "DOCKER_", "XDG_");
  private static final String LOCALE = "C.UTF-8"; // what tools say is looked at; names are bytes

  private ToolEnvironment() {}

  /** Returns the variables of {@code environment} that reach a tool. */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> kept = new HashMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (NAMES.contains(variable.getKey()) || isOfFamily(variable.getKey())) {
        kept.put(variable.getKey(), variable.getValue());
      }
    }
    kept.put("LC_ALL", LOCALE);
    return Map.copyOf(kept);
  }

  private static boolean isOfFamily(String name) {
    for (String family : FAMILIES) {
      if (name.startsWith(family)) {
        return true;
      }
    }
    return false;
  }
}
