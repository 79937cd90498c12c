package io.plash.registry;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the user has said about registries in lines of a file: {@code plain HOST[:PORT]} for one that speaks plain HTTP,
 * {@code mirror HOST PLACE} for a registry that is asked first for the images of another, {@code realm HOST REALMHOST}
 * for a host that is told the login of another.
 */
public final class RegistrySettings {
  private final Set<String> plain = new HashSet<>();
  private final Map<String, List<String>> mirrors = new HashMap<>();
  private final Set<String> realms = new HashSet<>();

  private RegistrySettings() {}

  /** Reads {@code file}, which need not be there. */
  public static RegistrySettings read(Path file) throws PlashException {
    try {
      return parse(file.toString(), SmallFile.read(file).lines().toList());
    } catch (NoSuchFileException e) {
      return new RegistrySettings();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }

  /** Reads {@code lines}, which messages say are in {@code file}. */
  static RegistrySettings parse(String file, List<String> lines) throws PlashException {
    RegistrySettings settings = new RegistrySettings();
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.get(n).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !settings.add(line.split("[ \t]+"))) {
        throw PlashException.of(file + ", line " + (n + 1) + ": cannot understand " + PythonRepr.of(line))
            .withHint("lines are `plain HOST:PORT`, `mirror HOST PLACE` and `realm HOST REALMHOST`");
      }
    }
    return settings;
  }

  private boolean add(String[] words) {
    String host = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "";
    return switch (words[0] + " " + words.length) {
      case "plain 2" -> plain.add(host) || true;
      case "mirror 3" -> mirrors.computeIfAbsent(host, unused -> new ArrayList<>()).add(words[2]);
      case "realm 3" -> realms.add(host + " " + words[2].toLowerCase(Locale.ROOT)) || true;
      default -> false;
    };
  }

  /** Tells whether {@code server}, HOST or HOST:PORT, is asked by plain HTTP. */
  boolean isPlain(String server) {
    return plain.contains(server.toLowerCase(Locale.ROOT));
  }

  /** Returns HOST[:PORT][/PREFIX] of the registries that are asked before {@code host}. */
  List<String> mirrors(String host) {
    return mirrors.getOrDefault(host, List.of());
  }

  /** Tells whether the user lets {@code realm} know the login of {@code host}. */
  boolean isRealm(String host, String realm) {
    return realms.contains(host + " " + realm.toLowerCase(Locale.ROOT));
  }
}
