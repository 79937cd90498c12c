package io.plash.imageconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
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

  @Test
  void inspected_textThatNoProgramCanBeGiven_fails() {
    for (String word : List.of("a\\u0000b", "a\\ud800b")) {
      String answer = "{\"Config\":{\"Env\":[\"A=" + word + "\"]}}";
      IOException e = assertThrows(IOException.class, () -> ImageJson.inspected(new StringReader(answer)), word);
      assertEquals("the image's config holds text that no program can be given", e.getMessage());
    }
  }

  @Test
  void inspected_answerWithoutEnd_fails() {
    Reader endless = new Reader() {
      private boolean begun;

      @Override
      public int read(char[] buffer, int offset, int length) {
        Arrays.fill(buffer, offset, offset + length, 'a');
        buffer[offset] = begun ? 'a' : '{';
        buffer[offset + (begun ? 0 : 1)] = begun ? 'a' : '"';
        begun = true;
        return length;
      }

      @Override
      public void close() {}
    };
    IOException e = assertThrows(IOException.class, () -> ImageJson.inspected(endless));
    assertEquals("it answers with more than 16 MB of text", e.getMessage());
  }
}
