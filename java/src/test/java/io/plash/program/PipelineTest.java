package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final List<String> COUNT = List.of("sh", "-c", "wc -c >&2");

  private final Pipeline pipeline = new Pipeline(Map.of("PATH", "/usr/bin:/bin"));

  @Test
  void run_copiedInput_passesThroughAllPrograms() throws PlashException {
    Pipeline.Source source =
        new Pipeline.Source.Copied(pipe -> pipe.write("given".getBytes(StandardCharsets.UTF_8)));

    List<Tool.Result> results = pipeline.run(source, List.of(List.of("cat"), COUNT));

    assertEquals("5", results.get(1).errors().strip());
    assertEquals(0, results.get(0).status());
  }

  @Test
  void run_readerThatGoesAway_endsTheOthers() throws PlashException {
    Pipeline.Source nothing = new Pipeline.Source.OfFile(new File("/dev/null"));

    List<Tool.Result> results = pipeline.run(nothing, List.of(List.of("yes"), List.of("sh", "-c", "exit 3")));

    assertEquals(3, results.get(1).status());
    assertEquals(128 + 13, results.get(0).status());
  }

  @Test
  void run_missingProgram_isNamedWhereverItStands() {
    Pipeline.Source nothing = new Pipeline.Source.OfFile(new File("/dev/null"));
    PlashException failure = assertThrows(
        PlashException.class, () -> pipeline.run(nothing, List.of(List.of("cat"), List.of("/nonexistent/program"))));

    assertEquals("cannot start /nonexistent/program: No such file or directory", failure.getMessage());
  }
}
