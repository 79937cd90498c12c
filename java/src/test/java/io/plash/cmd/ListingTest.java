package io.plash.cmd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.value.ContainerId;
import java.time.Instant;
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
        ID  PARENT    SIZE  AGE  KEYS                MAD...
         1       0  4.0 kB   1m  lxc:abababababab,b  import
        10       1  4.0 kB   1m  -                   tou...
        """,
        new ListingTable(51, NOW).flat(List.of(one, ten)));
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
