package io.plash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
  private static final List<String> KNOWN =
      List.of("x", "l", "pip", "apt", "apk", "run", "layer", "from-id", "from-map", "write-file");

  @ParameterizedTest
  @CsvSource({
    "lyaer, layer",
    "layers, layer",
    "aptt, apt",
    "rnu, run",
    "paks, ''",
    "ap, ''",
    "app, apk apt",
    "form-id, from-id",
    "from-mad, from-map",
    "writefile, write-file",
    "nope, ''",
    "pim3, ''",
    "z, ''",
    "'', ''",
    "something-else, ''",
    "run=ls, ''",
    "nope=ls, ''",
    "=run, run",
  })
  void of_unknownName_comesNearOrIsNothing(String name, String nearest) {
    assertEquals(nearest, String.join(" ", NearestNames.of(name, KNOWN)));
  }
}
