package io.plash.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LxcIndexTest {
  private static final String DATE = "20261123_05:24";

  private static LxcIndex index(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String[] parts = name.split(":");
      text.append(String.join(";", parts[0], parts[1], "amd64", "default", DATE, "/images/" + name + "/")).append('\n');
    }
    return LxcIndex.parse(text.toString(), "amd64");
  }

  private static String find(LxcIndex index, String name) {
    return index.find(name).map(entry -> entry.distro() + ":" + entry.release()).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "3.9 3.10 3.22 edge, 3.22",
    "9 41 42 rawhide, 42",
    "9-Stream 10-Stream, 10-Stream",
    "15.6 16.0 tumbleweed, 16.0",
    "22.03 23.05 snapshot, 23.05",
    "2023 current, current",
    "current, current",
    "edge, edge",
    "bookworm bullseye sid trixie, trixie",
    "jammy noble plucky questing resolute, resolute",
    "1 1.0, 1.0",
    "7.x 8.x, 8.x",
    "08 7, 08",
  })
  void newest_ofTheReleasesOnOffer_goesByNumbersThenByTheAlphabet(String releases, String newest) {
    assertEquals(newest, LxcIndex.newest(List.of(releases.split(" "))));
  }

  @ParameterizedTest
  @CsvSource({
    "debian, debian:trixie",
    "debian:bookworm, debian:bookworm",
    "bookworm, debian:bookworm",
    "alpine, alpine:3.22",
    "alpine:edge, alpine:edge",
    "edge, alpine:edge",
    "archlinux, archlinux:current",
    "current, ''",
    "3.22, ''",
    "Debian, ''",
    "debian:, ''",
    "'', ''",
    "debian:bookworm:x, ''",
  })
  void find_aName_isDistroReleaseOrBoth(String name, String found) {
    LxcIndex index = index("debian:bookworm", "debian:trixie", "alpine:3.22", "alpine:edge", "archlinux:current",
        "gentoo:current");
    assertEquals(found, find(index, name));
  }

  @Test
  void parse_lines_takesOnlyWholeOnesOfThisArchitectureAndVariant() {
    LxcIndex index = LxcIndex.parse(
        String.join("\n",
            "a;1;amd64;default;" + DATE + ";/images/a/1/amd64/default/" + DATE + "/",
            "b;1;arm64;default;" + DATE + ";/b/",
            "c;1;amd64;cloud;" + DATE + ";/c/",
            "d;1;amd64;default;;/d/",
            "e;1;amd64;default;" + DATE + ";",
            "f;1;amd64;default",
            "",
            "<html>;;;;;",
            "g;1;amd64;default;" + DATE + ";/../g/",
            "h\u001b;1;amd64;default;" + DATE + ";/h/",
            ";1;amd64;default;" + DATE + ";/i/",
            "j;1;amd64;default;" + DATE + ";/j;more\r",
            "k;;amd64;default;" + DATE + ";/k/"),
        "amd64");
    assertEquals("/images/a/1/amd64/default/" + DATE + "/", index.find("a").orElseThrow().path());
    assertEquals("/j/", index.find("j").orElseThrow().path());
    for (String name : List.of("b", "c", "d", "e", "f", "<html>", "g", "k")) {
      assertEquals("", find(index, name), name);
    }
    assertEquals("it is there for arm64; the server has 2 images for amd64", index.advice("b:1", "amd64"));
  }

  @ParameterizedTest
  @CsvSource({
    "alpin, did you mean alpine? the server has 4 images for amd64",
    "bokworm, did you mean bookworm? the server has 4 images for amd64",
    "debian:13, did you mean debian:bookworm? the server has 4 images for amd64",
    "current, did you mean archlinux:current or gentoo:current? the server has 4 images for amd64",
    "something, the server has 4 images for amd64",
  })
  void advice_unknownName_isTheNearest(String name, String advice) {
    LxcIndex index = index("debian:bookworm", "alpine:3.22", "archlinux:current", "gentoo:current");
    assertEquals(advice, index.advice(name, "amd64"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpine", "alpine:3.22", "centos:9-Stream", "a_b+c~d"})
  void mayBeNamed_usualName_isTrue(String name) {
    assertTrue(LxcIndex.mayBeNamed(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "a:", ":a", "a:b:c", "../a", "a b", "-a", "1\n", "é", "a;b"})
  void mayBeNamed_oddName_isFalse(String name) {
    assertFalse(LxcIndex.mayBeNamed(name));
  }
}
