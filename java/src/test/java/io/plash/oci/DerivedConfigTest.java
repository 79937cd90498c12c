package io.plash.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.imageconfig.ImageConfig;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedConfigTest {
  private static final Digest ONE = Digest.of("one");
  private static final String OWN = "{\"created\":\"1970-01-01T00:00:00Z\",\"created_by\":\"plash\"}";

  // What an image with one layer more than that with this history says of its own.
  private static String history(String below) throws IOException {
    String text =
        "{\"rootfs\":{\"diff_ids\":[\"" + Descriptor.text(ONE) + "\"]},\"history\":" + below + ",\"user\":\"u\"}";
    OciImage.Layer one = new OciImage.Layer(new Descriptor(MediaType.LAYER_GZIP, ONE, 1), ONE);
    OciImage.Layer two = new OciImage.Layer(new Descriptor(MediaType.LAYER_GZIP, ONE, 1), Digest.of("two"));
    OciImage image = new OciImage(ImageConfig.NONE, "x86_64", Instant.EPOCH, List.of(one, two));
    byte[] made = new DerivedConfig(text.getBytes(StandardCharsets.UTF_8)).of(image);
    return JsonFields.parse(made).json().get("history").toString();
  }

  @Test
  void historyOfTheImageBelowIsKept() throws IOException {
    String step = "{\"created_by\":\"a\"},{\"empty_layer\":true}";
    assertEquals("[" + step + "," + OWN + "]", history("[" + step + "]"));
  }

  @Test
  void historyThatIsNoneIsDropped() throws IOException {
    String own = "[" + OWN + "," + OWN + "]";
    List<String> lies = List.of("null", "7", "{}", "[null]", "[[]]", "[{},{}]", "[{\"empty_layer\":true}]");
    for (String lie : lies) {
      assertEquals(own, history(lie));
    }
    assertEquals("[{\"empty_layer\":{}}," + OWN + "]", history("[{\"empty_layer\":{}}]"));
    assertEquals("[{\"empty_layer\":[]}," + OWN + "]", history("[{\"empty_layer\":[]}]"));
  }
}
