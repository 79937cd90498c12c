package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.http.Download;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The image server that PLASH_LXC_URL names, or else {@code config/lxc_url} of the data directory, or else the one of
 * the linuxcontainers project.
 */
final class LxcServer {
  private static final String PROJECT = "https://images.linuxcontainers.org";
  private static final String INDEX = "/meta/1.0/index-system";
  private static final int MAX_INDEX_BYTES = 16 << 20;

  private final String server;
  private final Fetcher fetcher;

  private LxcServer(String server, Fetcher fetcher) {
    this.server = server;
    this.fetcher = fetcher;
  }

  /** Returns the server that the user of {@code context} has chosen. */
  static LxcServer chosen(CommandContext context) throws PlashException {
    String server = context.environment().getOrDefault("PLASH_LXC_URL", "").strip();
    Path file = context.store().data().lxcUrl();
    try {
      if (server.isEmpty() && Files.exists(file)) {
        server = SmallFile.read(file).strip();
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
    server = server.isEmpty() ? PROJECT : server;
    server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    return new LxcServer(server, RemoteArchive.fetcher(context));
  }

  /** Returns the URL of {@code path}, which begins with a slash, on this server. */
  ResourceUrl at(String path) throws PlashException {
    return ResourceUrl.parse(server + path);
  }

  /** Returns the URL that {@code shown} shows, with the user and password of this server if it is on it. */
  ResourceUrl named(String shown) throws PlashException {
    String start = at("/").shown();
    return shown.startsWith(start) ? at(shown.substring(start.length() - 1)) : ResourceUrl.parse(shown);
  }

  /** Opens what is at {@code url}; nothing when nothing is there. */
  Optional<Download> openIfThere(ResourceUrl url) throws PlashException {
    return fetcher.openIfThere(url);
  }

  /** Returns the images that this server has for {@code architecture}. */
  LxcIndex index(String architecture) throws PlashException {
    byte[] text = Fetcher.whole(fetcher.open(at(INDEX)), MAX_INDEX_BYTES);
    LxcIndex index = LxcIndex.parse(new String(text, StandardCharsets.UTF_8), architecture);
    if (index.isEmpty()) {
      throw at(INDEX).failure("it lists no images").withHint("is " + at("").shown() + " a server of images?");
    }
    return index;
  }
}
