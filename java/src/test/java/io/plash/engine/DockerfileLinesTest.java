package io.plash.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.imageconfig.ImageConfig;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerfileLinesTest {
  private static final ImageConfig CONFIG =
      new ImageConfig(List.of("A=a \"b\" $c \\", "N=1\n2", "odd"), "/w d", List.of("e"), List.of("c", "\"d\""));

  @Test
  void lines_forDockerd_areQuotedAsInADockerfile() throws IOException {
    assertEquals(
        List.of("ENV A=\"a \\\"b\\\" \\$c \\\\\"",
            "WORKDIR \"/w d\"", "ENTRYPOINT [\"e\"]", "CMD [\"c\",\"\\\"d\\\"\"]"),
        new DockerfileLines(CONFIG, false).lines());
  }

  @Test
  void lines_forPodman_areAsTheyAre() throws IOException {
    assertEquals(
        List.of("ENV A=a \"b\" $c \\", "WORKDIR /w d", "ENTRYPOINT [\"e\"]", "CMD [\"c\",\"\\\"d\\\"\"]"),
        new DockerfileLines(CONFIG, true).lines());
  }

  @Test
  void lines_ofNothing_areNone() throws IOException {
    assertEquals(List.of(), new DockerfileLines(ImageConfig.NONE, false).lines());
  }
}
