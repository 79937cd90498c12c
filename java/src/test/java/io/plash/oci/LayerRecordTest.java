package io.plash.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.value.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerRecordTest {
  private static final OciImage.Layer LAYER =
      new OciImage.Layer(new Descriptor(MediaType.LAYER_GZIP, Digest.of("blob"), 7), Digest.of("diff"));

  @Test
  void with_layerAndPlaces_areReadAgain() throws IOException {
    LayerRecord record = new LayerRecord("").with(LAYER, "").with(LAYER, "").with(LAYER, "h/a").with(LAYER, "h/a");
    assertEquals(List.of(new LayerRecord.Stored(LAYER, List.of()), new LayerRecord.Stored(LAYER, List.of("h/a"))),
        record.stored());
  }

  @Test
  void stored_linesOfOthers_arePassedOver() throws IOException {
    LayerRecord record = new LayerRecord("key abc\nblob sha256:0 1 x\nat nowhere\n").with(LAYER, "h/a");
    assertEquals(1, new LayerRecord(record.text() + "image h/a@sha256:0\n").stored().size());
  }

  @Test
  void stored_digestThatIsNone_fails() {
    assertThrows(IOException.class, () -> new LayerRecord("diff sha256:../..\n").stored());
  }

  @Test
  void read_noFile_isEmpty(@TempDir Path folder) throws IOException {
    assertEquals("", LayerRecord.read(folder.resolve("oci")).text());
  }
}
