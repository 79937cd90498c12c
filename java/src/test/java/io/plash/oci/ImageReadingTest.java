package io.plash.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageReadingTest {
  private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
  private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  private static final Digest ONE = Digest.of("one");
  private static final Digest TWO = Digest.of("two");

  private final Memory memory = new Memory();

  /** A repository of texts, by digest, and of references to them. */
  private static final class Memory implements Repository {
    private final Map<String, String> texts = new HashMap<>();
    private String outside = "";

    String add(String text) {
      String digest = Descriptor.text(Digest.of(text));
      texts.put(digest, text);
      return digest;
    }

    @Override
    public String shown() {
      return "memory";
    }

    @Override
    public StoredManifest manifest(String reference) throws PlashException {
      try {
        return StoredManifest.read(outside, stream(reference));
      } catch (IOException e) {
        throw PlashException.of(e.getMessage(), e);
      }
    }

    @Override
    public InputStream blob(Descriptor blob) {
      return stream(blob.digestText());
    }

    private InputStream stream(String name) {
      return new ByteArrayInputStream(texts.get(name).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String described(String type, String digest, long size) {
    return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
  }

  private String manifest(String type, String config) {
    String layers =
        described(DOCKER_LAYER, Descriptor.text(ONE), 7) + "," + described(DOCKER_LAYER, Descriptor.text(TWO), 8);
    return "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":"
        + described(DOCKER_CONFIG, memory.add(config), config.length()) + ",\"layers\":[" + layers + "]}";
  }

  private String image() {
    return manifest(MediaType.DOCKER_MANIFEST, "{\"os\":\"linux\",\"config\":{\"Env\":[\"A=b\"],\"Entrypoint\":null},"
        + "\"rootfs\":{\"diff_ids\":[\"" + Descriptor.text(TWO) + "\",\"" + Descriptor.text(ONE) + "\"]}}");
  }

  private static String index(String... entries) {
    return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}";
  }

  private String entry(String manifest, String architecture, String variant) {
    String named = described(MediaType.MANIFEST, memory.add(manifest), manifest.length());
    return named.substring(0, named.length() - 1) + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture
        + "\",\"variant\":\"" + variant + "\"}}";
  }

  private PulledImage read(String text, String machine) throws PlashException {
    memory.texts.put("t", text);
    return ImageReading.read(memory, "memory:t", "t", machine);
  }

  private String failure(String text) {
    return assertThrows(PlashException.class, () -> read(text, "x86_64")).getMessage();
  }

  @Test
  void read_imageOfDocker_hasLayersAndConfigAndChains() throws PlashException {
    PulledImage image = read(image(), "x86_64");
    assertEquals(List.of("A=b"), image.config().environment());
    assertEquals(Digest.of(image()), image.manifest());
    assertEquals(List.of(new Descriptor(DOCKER_LAYER, ONE, 7), new Descriptor(DOCKER_LAYER, TWO, 8)),
        image.layers().stream().map(PulledImage.Layer::blob).toList());
    assertEquals(List.of(TWO, Digest.of(Descriptor.text(TWO) + " " + Descriptor.text(ONE))),
        image.layers().stream().map(PulledImage.Layer::chain).toList());
  }

  @Test
  void read_index_takesTheBestVariantThatThisMachineRuns() throws PlashException {
    String six = manifest(MediaType.DOCKER_MANIFEST, config("6"));
    String seven = manifest(MediaType.DOCKER_MANIFEST, config("7"));
    String eight = manifest(MediaType.DOCKER_MANIFEST, config("8"));
    String index = index(entry(six, "arm", "v6"), entry(seven, "arm", "v7"), entry(eight, "arm64", "v8"));
    assertEquals(Digest.of(six), read(index, "armv6l").manifest());
    assertEquals(Digest.of(seven), read(index, "armv7l").manifest());
    assertEquals(Digest.of(eight), read(index, "aarch64").manifest());
    assertTrue(failure(index).endsWith("it is there for arm/v6, arm/v7, arm64/v8; this machine is amd64"));
  }

  private String config(String mark) {
    return "{\"author\":\"" + mark + "\",\"rootfs\":{\"diff_ids\":[\"" + Descriptor.text(TWO) + "\",\""
        + Descriptor.text(ONE) + "\"]}}";
  }

  @Test
  void read_othersThanThisMachineSurelyRuns_areNotTaken() {
    assertTrue(failure(index(entry(image(), "amd64", "v3"))).contains("amd64/v3; this machine is amd64"));
  }

  @Test
  void read_manifestOfAnIndexWithAnotherSize_fails() {
    String named = described(MediaType.MANIFEST, memory.add(image()), 5);
    assertTrue(failure(index(named)).contains("has not the size"));
  }

  @Test
  void read_digestThatTheBytesDoNotHave_fails() {
    memory.texts.put(Descriptor.text(ONE), image());
    PlashException failure = assertThrows(
        PlashException.class, () -> ImageReading.read(memory, "memory", Descriptor.text(ONE), "x86_64"));
    assertTrue(failure.getMessage().contains("its digest is " + Descriptor.text(Digest.of(image()))));
  }

  @Test
  void read_typeOutsideAndInside_mustAgree() throws PlashException {
    memory.outside = "application/vnd.docker.distribution.manifest.v2+json; charset=utf-8";
    read(image(), "x86_64");
    memory.outside = MediaType.MANIFEST;
    assertTrue(failure(image()).contains("says that it is"));
  }

  @Test
  void read_textThatIsNoManifest_fails() {
    for (String text : List.of("", "[]", "null", "{", "3", "{\"schemaVersion\":2,\"layers\":[3]}", "{\"manifests\":[]}",
        "[".repeat(100_000))) {
      assertTrue(failure(text).startsWith("cannot import 'memory:t'"), text);
    }
  }

  @Test
  void read_moreThanManifestsMayHave_fails() {
    assertEquals("it is longer than 4 MiB", failure(" ".repeat(StoredManifest.MAX_BYTES + 1)));
  }

  @Test
  void verified_otherBytes_failAgainAndAgain() throws IOException {
    VerifiedInput in = VerifiedInput.of(
        "it", new ByteArrayInputStream(new byte[3]), new Descriptor("", Digest.of(new byte[] {1, 1, 1}), 3));
    assertThrows(IOException.class, in::readAllBytes);
    assertThrows(IOException.class, in::readRest);
    assertThrows(IOException.class, in::read);
  }
}
