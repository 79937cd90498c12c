package io.plash.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteTest {
  @ParameterizedTest
  @CsvSource({
    "bookworm, '', bookworm, ''",
    "debian:bookworm, debian, bookworm, ''",
    "ubuntu:noble, ubuntu, noble, ''",
    "bookworm-backports, '', bookworm-backports, ''",
    "bookworm/updates, '', bookworm/updates, ''",
    "bookworm:http://127.0.0.1:80/debian, '', bookworm, http://127.0.0.1:80/debian",
    "debian:sid:https://mirror.example/debian, debian, sid, https://mirror.example/debian",
    "sid:file:///srv/mirror, '', sid, file:///srv/mirror",
  })
  void parse_name_givesItsParts(String text, String distribution, String name, String mirror)
      throws PlashException {
    assertEquals(new Suite(distribution, name, mirror), Suite.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "bookworm, bookworm",
    "bookworm:http://me:pw@host/debian, bookworm:http://host/debian",
    "sid:https://m@e:p@w@host:80/a@b, sid:https://host:80/a@b",
    "E: cannot get http://me:pw@host/x and http://me:pw@other y@z, E: cannot get http://host/x and http://other y@z",
  })
  void shown_passwords_areLeftOut(String text, String shown) {
    assertEquals(shown, Suite.shown(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "book worm", "-x", "--include=x", "debian:", ":bookworm", "http://127.0.0.1/debian",
      "nowhere:bookworm", "bookworm:mirror", "debian:bookworm:mirror", "debian:-x", "../x", "book\nworm",
      "bookworm:deb [trusted=yes] http://127.0.0.1/debian x", "bookworm:http://127.0.0.1/debian x main"})
  void parse_whatIsNone_isRefused(String text) {
    assertThrows(PlashException.class, () -> Suite.parse(text));
  }
}
