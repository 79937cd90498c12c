package io.plash.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.Reference;
import io.plash.lang.MacroException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordSplitTest {
  private static final int CASES = 4000;
  private static final String[] PIECES = {
    "'", "'", "\"", "\"", "\\", "\\", " ", "\t", "\n", "\r", "\u000b", "\u00a0", "#", "$x", "`", ";", "|", "&", "~",
    "a", "bc", "--run", "é", "日", "\ud83d\ude00", "''", "\"\""
  };

  @TempDir Path folder;

  @Test
  void split_randomTexts_givesWhatShlexGives() throws Exception {
    Random random = new Random(Reference.SEED);
    List<String> texts = new ArrayList<>();
    List<String> encoded = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      String text = Reference.text(random, PIECES, 9);
      texts.add(text);
      encoded.add(Reference.encoded(List.of(text)));
    }

    List<String> answers = Reference.python(folder, "split", encoded);

    assertEquals(CASES, answers.size());
    for (int i = 0; i < CASES; i++) {
      assertEquals(answers.get(i), split(texts.get(i)), "seed " + Reference.SEED + ", " + texts.get(i));
    }
  }

  private static String split(String text) {
    try {
      return Reference.encoded(WordSplit.split(text));
    } catch (MacroException e) {
      return "error";
    }
  }
}
