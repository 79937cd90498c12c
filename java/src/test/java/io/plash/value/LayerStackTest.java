package io.plash.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerStackTest {
  private static LayerStack stack(Integer... ids) {
    return new LayerStack(List.of(ids).stream().map(ContainerId::new).toList());
  }

  @Test
  void whatLiesAboveOneOfItsLayersIsAStackToo() {
    assertEquals(stack(7, 5, 0), stack(7, 5, 2, 1, 0).above(new ContainerId(2)));
  }

  @Test
  void nothingLiesAboveTheTop() {
    assertEquals(stack(0), stack(7, 5, 0).above(new ContainerId(7)));
  }
}
