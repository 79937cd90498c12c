package io.plash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No message ends in the own text of an IOException, which is the name of a file alone for most of them:
 * {@link io.plash.failure.IoReason} words it.
 */
class WordingRulesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/plash");
  private static final Pattern CATCH = Pattern.compile("^( *)\\} catch \\(([^)]*) (\\w+)\\) \\{\n(.*?)^\\1\\}",
      Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern FILE_EXCEPTION =
      Pattern.compile("\\b(IO|FileSystem|NoSuchFile|AccessDenied|FileAlreadyExists|DirectoryNotEmpty)Exception\\b");

  @Test
  void messages_ofFailedInputAndOutput_areWordedByIoReason() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files;
    try (var all = Files.walk(SOURCES)) {
      files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    int seen = 0;
    for (Path file : files) {
      Matcher caught = CATCH.matcher(Files.readString(file));
      for (int from = 0; caught.find(from); from = caught.start(4)) { // one may lie in another
        seen++;
        boolean worded = Pattern.compile("[+] *" + caught.group(3) + "\\.getMessage\\(\\)")
            .matcher(caught.group(4)).find();
        if (worded && FILE_EXCEPTION.matcher(caught.group(2)).find()) {
          found.add(SOURCES.relativize(file) + ": catch (" + caught.group(2) + ")");
        }
      }
    }
    assertEquals(List.of(), found, "of " + seen + " catch blocks");
  }
}
