package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArityTest {
  private static final int MANY = Integer.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 1", "1, 2, 1", "1, 2, 2", "0, 2147483647, 0", "1, 2147483647, 1000"})
  void check_countWithin_isFine(int least, int most, int count) {
    assertDoesNotThrow(() -> new Arity(least, most).check(count));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "0 | 0 | 2 | takes no arguments, got 2",
    "1 | 1 | 3 | takes 1 argument, got 3",
    "1 | 1 | 0 | takes 1 argument, got 0",
    "2 | 2 | 1 | takes 2 arguments, got 1",
    "1 | 2 | 0 | takes 1 to 2 arguments, got 0",
    "1 | 2 | 3 | takes 1 to 2 arguments, got 3",
    "0 | 1 | 2 | takes 0 to 1 argument, got 2",
    "1 | 2147483647 | 0 | takes at least 1 argument, got 0",
    "2 | 2147483647 | 1 | takes at least 2 arguments, got 1",
  })
  void check_countOutside_saysWhatIsRight(int least, int most, int count, String reason) {
    MacroException e = assertThrows(MacroException.class, () -> new Arity(least, most).check(count));

    assertEquals(reason, e.getMessage());
  }

  @Test
  void of_factories_giveTheseRanges() {
    assertEquals(new Arity(3, 3), Arity.of(3));
    assertEquals(new Arity(2, MANY), Arity.atLeast(2));
    assertEquals(new Arity(0, MANY), Arity.ANY);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "2, 1"})
  void new_emptyRange_isRefused(int least, int most) {
    assertThrows(IllegalArgumentException.class, () -> new Arity(least, most));
  }
}
