package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
  private static final List<String> KNOWN =
      List.of("x", "l", "pip", "apt", "apk", "run", "layer", "from-id", "from-map", "write-file");

  @ParameterizedTest
  @CsvSource({
    "lyaer, did you mean --layer?",
    "layers, did you mean --layer?",
    "aptt, did you mean --apt?",
    "ap, ''",
    "app, did you mean --apk or --apt?",
    "form-id, did you mean --from-id?",
    "from-mad, did you mean --from-map?",
    "writefile, did you mean --write-file?",
    "nope, ''",
    "pim3, ''",
    "z, ''",
    "'', ''",
    "something-else, ''",
    "run=ls, arguments are words of their own: --run ARGUMENT",
    "nope=ls, ''",
    "=run, did you mean --run?",
  })
  void advice_unknownName_comesNearOrIsSilent(String name, String advice) {
    assertEquals(advice, NearestNames.advice(name, KNOWN));
  }
}
