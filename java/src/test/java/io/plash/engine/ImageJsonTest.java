package io.plash.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.value.ImageConfig;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageJsonTest {
  private static final ImageConfig CONFIG =
      new ImageConfig(List.of("A=it's \"b\"\n$c", "B="), "/usr", List.of("env"), List.of("echo", "a  b", ""));

  @Test
  void read_ofWhatWasWritten_isTheSame() throws IOException {
    assertEquals(CONFIG, ImageJson.read(ImageJson.write(CONFIG)));
    assertEquals(ImageConfig.NONE, ImageJson.read(ImageJson.write(ImageConfig.NONE)));
  }

  @Test
  void inspected_isTheMemberConfig() throws IOException {
    String config = ImageJson.write(CONFIG);
    assertEquals(
        CONFIG,
        ImageJson.inspected(
            new StringReader("{\"Id\":\"x\",\"ContainerConfig\":{\"Env\":[\"C=d\"]},\"Config\":" + config + "}")));
  }

  @Test
  void inspected_withNulls_isEmpty() throws IOException {
    assertEquals(ImageConfig.NONE, ImageJson.inspected(new StringReader("{}")));
    assertEquals(ImageConfig.NONE, ImageJson.inspected(new StringReader("{\"Config\":null}")));
    assertEquals(
        ImageConfig.NONE,
        ImageJson.inspected(
            new StringReader(
                "{\"Config\":{\"Env\":null,\"Cmd\":null,\"Entrypoint\":null,\"WorkingDir\":null,\"User\":\"\"}}")));
  }

  @Test
  void read_ofSomethingElse_fails() {
    for (String text : List.of("", "[]", "{\"Env\":[1", "{\"Env\":[{}]}")) {
      assertThrows(IOException.class, () -> ImageJson.read(text), text);
    }
  }
}
