package io.plash.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {
  @TempDir
  Path directory;

  // Writes an image called t into the layout with this index, and returns the index that is there then.
  private String published(String index) throws PlashException, IOException {
    Path file = LayoutRepository.indexOf(directory);
    Files.writeString(file, index);
    Files.writeString(directory.resolve("oci-layout"), "{}");
    OciLayout layout = OciLayout.make(new LayoutName("img", "t", ""), directory);
    OciImage image = new OciImage(ImageConfig.NONE, "x86_64", Instant.EPOCH, List.of());
    layout.publish(image, layout.store(MediaType.CONFIG, image.configJson()));
    return Files.readString(file);
  }

  private static String entry(String annotations) {
    return "{\"manifests\":[{\"digest\":\"x\",\"annotations\":" + annotations + "}]}";
  }

  @Test
  void entriesWithoutTagsStay() throws PlashException, IOException {
    for (String other : List.of("null", "{}", "{\"" + LayoutRepository.TAG + "\":null}")) {
      assertTrue(published(entry(other)).contains("\"digest\":\"x\""), other);
    }
  }

  @Test
  void nullIsAnEmptyListAsGoWritesIt() throws PlashException, IOException {
    assertTrue(published("{\"manifests\":null}").startsWith("{\"manifests\":[{"));
  }

  @Test
  void whatIsNoIndexIsRefusedAndStays() throws IOException {
    List<String> wrong = List.of("", "null", "[]", "{\"manifests\":7}", "{\"manifests\":[null]}", entry("7"),
        entry("{\"" + LayoutRepository.TAG + "\":{}}"));
    for (String index : wrong) {
      PlashException failure = assertThrows(PlashException.class, () -> published(index), index);
      assertTrue(failure.getMessage().contains("its index.json is no index of images: "), failure.getMessage());
      assertEquals(index, Files.readString(LayoutRepository.indexOf(directory)));
    }
  }
}
