package io.plash.cmd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.store.Container;
import io.plash.value.ContainerId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrinkSelectionTest {
  // Containers as ID:PARENT; what is left when those that go, and all built upon them, are gone.
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "1:0, ''",
    "1:0 2:0, 2",
    "1:0 2:1 3:1, 1",
    "1:0 2:1 3:1 4:1, 1 4",
    "1:0 2:1 3:2 4:3, 1 2",
    "1:0 2:1 3:1 4:0 5:4 6:4, 4 5 6",
    "1:0 2:1 3:1 4:0 5:4 6:4 7:4, 4 6 7",
    "2:0 9:2 10:2 11:10, 2 10",
  })
  void of_shapesOfTrees_leavesTheYoungerHalf(String before, String after) {
    List<Container> containers = containers(before);

    ShrinkSelection half = ShrinkSelection.of(containers, Set.of());

    List<String> left = new ArrayList<>();
    for (Container container : containers) {
      if (!isBelow(container, half.roots(), containers)) {
        left.add(container.id().toString());
      }
    }
    assertEquals(after, String.join(" ", left));
    assertEquals(containers.size() - left.size(), half.going().size());
    assertEquals(containers.size(), half.total());
  }

  // Named ones stay, with what they are built upon, unless there are no others.
  @ParameterizedTest
  @CsvSource({
    "1:0 2:0, 1, 2",
    "1:0 2:1 3:1, 2, 3",
    "1:0 2:0 3:0 4:0, 1 2 3, 4",
    "1:0 2:0 3:0 4:0, 1 2 3 4, 1 2",
    "1:0, 1, 1",
    "1:0 2:1 3:2, 3, 2 3",
  })
  void of_namedContainers_goLast(String before, String named, String going) {
    Set<ContainerId> names = new HashSet<>();
    for (String id : named.split(" ")) {
      names.add(id(id));
    }

    ShrinkSelection half = ShrinkSelection.of(containers(before), names);

    List<String> ids = new ArrayList<>();
    half.going().forEach(container -> ids.add(container.id().toString()));
    assertEquals(going, String.join(" ", ids));
  }

  private static List<Container> containers(String text) {
    List<Container> all = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
      String[] ids = word.split(":");
      all.add(new Container(id(ids[0]), id(ids[1]), Path.of("node")));
    }
    return all;
  }

  private static boolean isBelow(Container container, List<ContainerId> roots, List<Container> all) {
    if (roots.contains(container.id())) {
      return true;
    }
    return all.stream().filter(c -> c.id().equals(container.parent())).anyMatch(c -> isBelow(c, roots, all));
  }

  private static ContainerId id(String text) {
    return new ContainerId(Integer.parseInt(text));
  }
}
