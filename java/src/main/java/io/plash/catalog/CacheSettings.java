package io.plash.catalog;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Which repositories of registries are a shared cache. A variable counts before the file of the data directory, even
 * when it is empty.
 *
 * @param read those that layers are taken from, in the order in which they are asked
 * @param written those that layers are written to: one or none
 */
record CacheSettings(List<String> read, List<String> written) {
  private static final String READ = "PLASH_CACHE";
  private static final String WRITTEN = "PLASH_CACHE_PUSH";

  static CacheSettings of(CommandContext context) throws PlashException {
    List<String> written = words(context, WRITTEN, context.data().cachePush());
    if (written.size() > 1) {
      throw PlashException.of(WRITTEN + " names " + written.size() + " repositories").withHint("layers go to one only");
    }
    return new CacheSettings(words(context, READ, context.data().cache()), written);
  }

  /** Tells whether there are any. */
  boolean isOn() {
    return !read.isEmpty() || !written.isEmpty();
  }

  private static List<String> words(CommandContext context, String variable, Path file) throws PlashException {
    String text = context.environment().get(variable);
    try {
      return split(text == null ? SmallFile.read(file) : text);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e);
    }
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
