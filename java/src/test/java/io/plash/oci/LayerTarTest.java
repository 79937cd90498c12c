package io.plash.oci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.oci.TarHeader.Device;
import io.plash.program.Command;
import io.plash.program.FirstBytes;
import io.plash.program.RunningProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTarTest {
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin", "TZ", "UTC", "LC_ALL", "C");
  private static final int MANY = 1 << 20;

  private static TarHeader member(char type, String name, String link, Device device, String... attribute) {
    SortedMap<String, String> attributes = new TreeMap<>();
    if (attribute.length > 0) {
      attributes.put(attribute[0], attribute[1]);
    }
    return new TarHeader(type, name, link, 0755, 0, 0, 0, "0", device, attributes);
  }

  private static byte[] archive(TarHeader... headers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(bytes);
    for (TarHeader header : headers) {
      writer.write(header);
    }
    writer.end();
    return bytes.toByteArray();
  }

  private static byte[] layer(byte[] tar, boolean isNamed) throws IOException {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    LayerTar.write(new ByteArrayInputStream(tar), layer, isNamed);
    return layer.toByteArray();
  }

  private static List<String> names(byte[] tar) throws IOException {
    List<String> names = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    for (Optional<TarHeader> header = reader.next(); header.isPresent(); header = reader.next()) {
      names.add(header.get().type() + " " + header.get().name() + header.get().attributes());
    }
    return names;
  }

  private static byte[] output(byte[] stdin, String... words) throws Exception {
    FirstBytes out = new FirstBytes(MANY);
    try (RunningProgram program = RunningProgram.start(Command.of(PATH, List.of(words)).stdinPiped().stdoutTo(out))) {
      program.stdin().write(stdin);
      program.stdin().close();
      assertEquals(0, program.await());
    }
    return out.toByteArray();
  }

  @Test
  void write_whatHidesFiles_becomesEmptyFilesWithNames() throws Exception {
    byte[] tar = archive(
        member('5', "./", "", Device.NONE),
        member('5', "./a/", "", Device.NONE, "user.overlay.opaque", "y"),
        member('3', "./a/device", "", Device.NONE),
        member('1', "./b", "./a/device", Device.NONE),
        member('0', "./c", "", Device.NONE, "user.overlay.whiteout", "y"),
        member('5', "./d/", "", Device.NONE, "user.overlay.opaque", "x"),
        member('5', "./e/", "", Device.NONE, "user.overlay.origin", "z"),
        member('0', "./f", "", Device.NONE, "user.mine", "kept"));

    assertEquals(
        List.of("5 a/{}", "0 a/.wh..wh..opq{}", "0 a/.wh.device{}", "0 .wh.b{}", "0 .wh.c{}", "5 d/{}", "5 e/{}",
            "0 f{user.mine=kept}"),
        names(layer(tar, false)));
  }

  @Test
  void write_devices_areLeftOutWithTheirLinks() throws Exception {
    byte[] tar = archive(
        member('3', "./null", "", new Device(1, 3)), member('4', "./sda", "", new Device(8, 0)),
        member('1', "./zero", "./null", Device.NONE), member('6', "./fifo", "", Device.NONE));

    assertEquals(List.of("6 fifo{}"), names(layer(tar, false)));
  }

  @Test
  void write_unusualRoot_isKeptWithoutItsTime() throws Exception {
    TarHeader root = new TarHeader('5', "./", "", 0700, 0, 0, 0, "1234.5", Device.NONE, new TreeMap<>());
    TarHeader kept = new TarReader(new ByteArrayInputStream(layer(archive(root), false))).next().orElseThrow();

    assertEquals("./ 448 0", kept.name() + " " + kept.mode() + " " + kept.time());
  }

  @Test
  void write_fileCalledLikeAWhiteout_isRefusedUnlessItIsOne() throws Exception {
    byte[] tar = archive(member('5', "./x/", "", Device.NONE), member('0', "./x/.wh.y", "", Device.NONE));

    IOException failure = assertThrows(IOException.class, () -> layer(tar, false));
    assertEquals("a file is called .wh.y, which in an image would delete another one", failure.getMessage());
    assertEquals(List.of("5 x/{}", "0 x/.wh.y{}"), names(layer(tar, true)));
  }

  @Test
  void write_cutArchive_fails() throws Exception {
    byte[] tar = archive(member('5', "./x/", "", Device.NONE));
    byte[] cut = java.util.Arrays.copyOf(tar, 600);

    assertThrows(IOException.class, () -> layer(cut, false));
  }

  @Test
  void write_allThatTarKnows_isReadBackByTar(@TempDir Path directory) throws Exception {
    String deep = "d".repeat(90);
    Files.createDirectories(directory.resolve(deep).resolve("e".repeat(90)));
    Path file = Files.writeString(directory.resolve(deep).resolve("e".repeat(90)).resolve("f"), "x".repeat(70_000));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000, 123_456_789)));
    Files.createLink(directory.resolve("hard"), file);
    Files.createSymbolicLink(directory.resolve("soft"), Path.of("../".repeat(60) + "ü"));
    Files.writeString(directory.resolve("ü\n"), "");
    byte[] tar = output(new byte[0], "tar", "-C", directory.toString(), "--format=posix", "--sort=name", "-cf", "-",
        "--pax-option=delete=atime,delete=ctime", "--owner=3000000", "--group=0", "--numeric-owner", ".");
    byte[] layer = layer(tar, false);

    assertEquals(
        listing(tar).stream().map(line -> line.replace(" ./", " "))
            .filter(line -> !line.endsWith(" ")).sorted().toList(),
        listing(layer).stream().filter(line -> !line.endsWith(" ./")).sorted().toList());
    assertArrayEquals("x".repeat(70_000).getBytes(StandardCharsets.UTF_8),
        output(layer, "tar", "-xOf", "-", deep + "/" + "e".repeat(90) + "/f"));
    assertArrayEquals(layer, layer(tar, false));
  }

  // Between the columns tar leaves more blanks the shorter its times are.
  private static List<String> listing(byte[] tar) throws Exception {
    String told =
        new String(output(tar, "tar", "--numeric-owner", "--full-time", "-tvf", "-"), StandardCharsets.UTF_8);
    return told.replaceAll(" +", " ").lines().toList();
  }
}
