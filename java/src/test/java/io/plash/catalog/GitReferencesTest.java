package io.plash.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitReferencesTest {
  private static final String ANSWER = packet("# service=git-upload-pack\n") + "0000"
      + packet(commit('a') + " HEAD\0multi_ack symref=HEAD:refs/heads/main agent=git/2\n")
      + packet(commit('a') + " refs/heads/main\n") + packet(commit('b') + " refs/heads/feature/x\n")
      + packet(commit('c') + " refs/tags/v1\n") + packet(commit('d') + " refs/tags/v1^{}\n")
      + packet(commit('e') + " refs/tags/plain\n") + "0000";

  private static String packet(String line) {
    return String.format("%04x", line.length() + 4) + line;
  }

  private static String commit(char digit) {
    return String.valueOf(digit).repeat(40);
  }

  @ParameterizedTest
  @CsvSource({"HEAD,a", "main,a", "feature/x,b", "v1,d", "plain,e", "refs/heads/main,a"})
  void commit_ofAName_isTheOneItStandsFor(String name, char digit) {
    assertEquals(Optional.of(commit(digit)), GitReferences.parse(ANSWER).commit(name));
  }

  @Test
  void commit_ofAnUnknownName_isNone() {
    assertFalse(GitReferences.parse(ANSWER).isEmpty());
    assertEquals(Optional.empty(), GitReferences.parse(ANSWER).commit("nope"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "0", "00", "00ff", "zzzz", "0001", "0005a0005b", "0000"})
  void parse_noSuchAnswer_hasNoNames(String answer) {
    assertTrue(GitReferences.parse(answer).isEmpty());
  }
}
