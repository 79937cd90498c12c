package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.failure.PlashException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokenizer against another one that was written from the rules alone. */
class TokenizerRandomTest {
  private static final int CASES = 4000;
  private static final String[] PIECES = {
    "-", "-", "--", "--", "--\\", "--\\ ", "--#", "#!/", "#!", "#", "\\", " ", "  ", "\t", "\r", "\n", "\u000b",
    "\u001c", "\u0085", "\u00a0", "\u1680", "\u180e", "\u2003", "\u200b", "\u2028", "\u202f", "\u3000", "\ufeff",
    "a", "B", "run", "x1", "=", "'", "\"", "$", "é", "日", "\ud83d\ude00", "\ud83d\udc69\u200d\ud83d\udd2c"
  };

  @TempDir Path folder;

  @Test
  void tokenize_randomLines_givesWhatTheRulesSay() throws Exception {
    Random random = new Random(Reference.SEED);
    List<List<String>> cases = new ArrayList<>();
    List<String> encoded = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      List<String> lines = new ArrayList<>(random.nextInt(3) == 0 ? List.of() : List.of("--m"));
      for (int count = random.nextInt(6); count > 0; count--) {
        lines.add(Reference.text(random, PIECES, 6));
      }
      cases.add(lines);
      encoded.add(Reference.encoded(lines));
    }

    List<String> answers = Reference.python(folder, "tokenize", encoded);

    assertEquals(CASES, answers.size());
    for (int i = 0; i < CASES; i++) {
      assertEquals(answers.get(i), tokenize(cases.get(i)), "seed " + Reference.SEED + ", " + cases.get(i));
    }
  }

  private static String tokenize(List<String> lines) {
    StringJoiner calls = new StringJoiner(" / ");
    try {
      for (MacroCall call : Tokenizer.tokenize(lines)) {
        List<String> strings = new ArrayList<>(List.of(call.name()));
        strings.addAll(call.arguments());
        calls.add(Reference.encoded(strings));
      }
      return calls.toString();
    } catch (PlashException e) {
      return "error";
    }
  }
}
