package io.plash.cmd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.value.ContainerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static ListedContainer listing(int id, int parent, List<String> keys, String madeBy) {
    return new ListedContainer(
        new ContainerId(id), new ContainerId(parent), OptionalLong.of(4096), NOW.minusSeconds(60), keys, madeBy);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "59, 59s", "60, 1m", "3599, 59m", "3600, 1h", "86400, 1d", "31535999, 364d", "31536000, 1y",
    "99999999999, 3170y"})
  void age_ofSeconds_isTheLargestUnit(long seconds, String text) {
    assertEquals(text, ListingTable.age(seconds));
  }

  @Test
  void flat_columns_areAlignedAndShortened() {
    ListedContainer one = listing(1, 0, List.of("lxc:" + "ab".repeat(32), "b"), "import\n");
    ListedContainer ten = listing(10, 1, List.of(), "touch /a\ntouch /b\n");

    assertEquals(
        """
        ID  PARENT    SIZE  AGE  KEYS             MADE BY
         1  -       4.0 kB   1m  lxc:abababab...  import
        10  b       4.0 kB   1m  -                touch...
        """,
        new ListingTable(50, NOW).flat(List.of(one, ten)));
  }

  @Test
  void flat_moreRoom_isUsed() {
    String key = "key".repeat(19);
    ListedContainer one = listing(1, 0, List.of(key), "import\n");
    ListedContainer two = listing(2, 1, List.of(), "x".repeat(150));

    String table = new ListingTable(200, NOW).flat(List.of(one, two));
    assertTrue(table.contains("  " + key + "  import\n"), table);
    assertEquals(200, table.lines().toList().get(2).length());
  }

  @Test
  void flat_signsOfTwoColumns_areCountedAsSuch() {
    ListedContainer one = listing(1, 0, List.of("日本"), "x");
    ListedContainer two = listing(2, 0, List.of("e\u0301"), "語".repeat(20));

    assertEquals(
        """
        ID  PARENT    SIZE  AGE  KEYS  MADE BY
         1  -       4.0 kB   1m  日本  x
         2  -       4.0 kB   1m  e\u0301     語語語...
        """,
        new ListingTable(41, NOW).flat(List.of(one, two)));
  }

  @ParameterizedTest
  @CsvSource({"base, 16, base", "a long name, 80, 1", "a long name, 88, a long name"})
  void flat_parent_isShownByAKeyThatFits(String key, int width, String parent) {
    String digest = "busybox:" + "ab".repeat(32);
    ListedContainer one = listing(1, 0, List.of(digest, key), "");

    assertTrue(new ListingTable(width, NOW).flat(List.of(one, listing(2, 1, List.of(), "")))
        .contains("\n 2  " + parent.substring(0, Math.min(4, parent.length()))));
    assertTrue(new ListingTable(width, NOW)
        .flat(List.of(listing(1, 0, List.of(digest), ""), listing(2, 1, List.of(), "")))
        .contains("\n 2  1 "));
  }

  @Test
  void tree_ofContainerWhoseParentIsNotListed_isAtTheTop() {
    assertEquals(
        """
        ID     SIZE  AGE  KEYS  MADE BY
        3    4.0 kB   1m  -     x
        `-4  4.0 kB   1m  -     y
        """,
        new ListingTable(80, NOW).tree(List.of(listing(3, 2, List.of(), "x"), listing(4, 3, List.of(), "y"))));
  }

  @Test
  void tree_ofSingleChildren_staysInOneColumn() {
    assertEquals(
        List.of("1", "|-2", "| 3", "| |-4", "| | 5", "| `-6", "`-7", "  8", "9", "`-10"),
        labels(20, 0, 1, 2, 3, 4, 3, 1, 7, 0, 9));
  }

  @Test
  void tree_ofManyBranches_isCutInFront() {
    assertEquals(
        List.of("1", "|-2", "`-3", "  |-4", "  `-5", ".. |-6", ".. `-7", "..   8"),
        labels(5, 0, 1, 1, 3, 3, 5, 5, 7));
  }

  private static List<String> labels(int room, int... parents) {
    List<ListedContainer> all = new ArrayList<>();
    for (int parent : parents) {
      all.add(listing(all.size() + 1, parent, List.of(), ""));
    }
    return ListingTree.of(all, room).stream().map(ListingTree.Row::label).toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', nullValues = "-", value = {
    "touch /a; touch /a",
    "'  touch /a\n\n\n'; touch /a",
    "'touch /a\ntouch /b'; touch /a ...",
    "'apt-get update\napt-get install -y figlet\n'; apt-get install -y figlet",
    "'apt-get -qq update\napt-get install -y a\ntouch /b'; apt-get install -y a ...",
    "'A=1 apk update --x\napk add b'; apk add b",
    "'set -e\n# comment\n\ncd /tmp\nexport A=1\nB=2\nmake'; make",
    "'make \\\n  all \\\n  install\n'; 'make   all   install'",
    "'npm update -g npm'; npm update -g npm",
    "'update\nx'; update ...",
    "'apt-get update\n: two'; apt-get update ...",
    "'apt-get update'; apt-get update",
    "''; ''",
    "'\n \n'; ''",
    "'a=b;c'; 'a=b;c'"
  })
  void tellingLine_ofAScript_isTheFirstThatDoesSomething(String script, String line) {
    assertEquals(line, TellingLine.of(script));
  }

  @Test
  void json_ofAnyText_isEscaped() throws Exception {
    ListedContainer odd =
        new ListedContainer(new ContainerId(1), ContainerId.ROOT, OptionalLong.empty(), NOW, List.of("a\"b", "c\\"),
            "\u0000\u001f\n\t\r\u007fü\u2028");

    assertEquals(
        "[\n{\"id\": 1, \"parent\": 0, \"size_bytes\": null, \"created\": \"2026-01-02T03:04:05Z\","
            + " \"keys\": [\"a\\\"b\", \"c\\\\\"], \"made_by\": \"\\u0000\\u001f\\n\\t\\r\u007fü\\u2028\"}\n]\n",
        ListingJson.of(List.of(odd)));
  }

  @Test
  void json_ofNothing_isAnEmptyArray() throws Exception {
    assertEquals("[]\n", ListingJson.of(List.of()));
  }
}
