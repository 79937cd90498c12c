package io.plash.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of programs of the host that plash starts for itself: tar, a decompressor, gpgv and the
 * like. Many of them read options from variables (TAR_OPTIONS, XZ_OPT, POSIXLY_CORRECT), which the user has
 * set for other calls, so they get what they need to find files and servers, and nothing else. The shell
 * has the same rule in {@code lib/tool.sh}. What the user's own programs see is {@link CallerEnvironment}.
 */
final class ToolEnvironment {
  private static final Set<String> NAMES = Set.of(
      "PATH", "HOME", "TMPDIR", "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
      "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
      "GNUPGHOME", "CONTAINER_HOST", "JAVA_HOME", "SOURCE_DATE_EPOCH");
  private static final List<String> FAMILIES = List.of("PLASH_", "DOCKER_", "XDG_");
  private static final String LOCALE = "C.UTF-8"; // what tools say is looked at; names are bytes

  private ToolEnvironment() {}

  /** What of {@code environment} reaches a tool. */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> kept = new HashMap<>();
    environment.forEach((name, value) -> {
      if (NAMES.contains(name) || FAMILIES.stream().anyMatch(name::startsWith)) {
        kept.put(name, value);
      }
    });
    kept.put("LC_ALL", LOCALE);
    return Map.copyOf(kept);
  }
}
