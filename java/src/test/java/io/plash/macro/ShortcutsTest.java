package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Evaluator;
import io.plash.lang.FakeImages;
import io.plash.lang.FakeMacroHost;
import io.plash.lang.Macro;
import io.plash.lang.MacroCall;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShortcutsTest {
  @ParameterizedTest
  @MethodSource
  void expand_letter_isTheMacroItStandsFor(String[] words, String[] same) throws PlashException {
    assertEquals(Expansion.text(same), Expansion.text(words));
  }

  static Stream<Arguments> expand_letter_isTheMacroItStandsFor() {
    return Stream.of(
        arguments(words("-x", "a", "b"), words("--run", "a", "b")),
        arguments(words("-x", "a", "-x", "-x", "b"), words("--run", "a", "--run", "--run", "b")),
        arguments(words("-l", "run", "a"), words("--layer", "run", "a")),
        arguments(words("-l"), words("--layer")),
        arguments(words("-f", "1"), words("--from", "1")),
        arguments(words("-lx", "touch /foo"), words("--layer", "--run", "touch /foo")));
  }

  private static String[] words(String... words) {
    return words;
  }

  @ParameterizedTest
  @CsvSource({"A, alpine, apk", "U, ubuntu, apt", "F, fedora, dnf", "D, debian, apt", "C, centos, yum",
      "R, archlinux, pacman", "G, gentoo, emerge"})
  void expand_distributionLetter_isItsImageAndPackages(String letter, String image, String packageManager)
      throws PlashException {
    MacroTable table = PredefinedMacros.table();
    table.register(new Told("from"));
    table.register(new Told(packageManager));
    Evaluator evaluator = new Evaluator(table, new FakeImages(), new FakeMacroHost());

    assertEquals(
        "from [" + image + "]\n" + packageManager + " [p, q]\n",
        evaluator.evaluate(List.of(MacroCall.of(letter, "p", "q"))).text());
    assertEquals(
        "from [" + image + "]\n" + packageManager + " []\n",
        evaluator.evaluate(List.of(MacroCall.of(letter))).text());
  }

  /** Says how it was called. */
  private record Told(Signature signature) implements Macro {
    Told(String name) {
      this(new Signature("test", name, Arity.ANY, "for the test"));
    }

    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      return Optional.of(signature.name() + " " + arguments);
    }
  }
}
