package io.plash.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.plash.value.Digest;
import org.junit.jupiter.api.Test;

class SharedKeyTest {
  private static final Digest CHAIN = Digest.of("layers");

  // Other machines, with other versions of plash, compute the same keys.
  @Test
  void keys_areDigestsOfTheseTexts() {
    Digest base = SharedKey.ofBase(CHAIN, "");
    assertEquals(
        Digest.of("plash-base 1\nsha256:" + CHAIN.hex() + "\n" + Digest.of("").hex() + "\n"), base);
    assertEquals(
        Digest.of("plash-layer 1\namd64\n" + base.hex() + "\ntrue\n"), SharedKey.ofLayer("x86_64", base, "true\n"));
    assertEquals("k-" + base.hex(), SharedKey.tag(base));
  }

  @Test
  void keys_differInAllThatGoesIn() {
    Digest base = SharedKey.ofBase(CHAIN, "");
    assertNotEquals(base, SharedKey.ofBase(CHAIN, "{}"));
    Digest layer = SharedKey.ofLayer("x86_64", base, "true\n");
    assertNotEquals(layer, SharedKey.ofLayer("aarch64", base, "true\n"));
    assertNotEquals(layer, SharedKey.ofLayer("x86_64", layer, "true\n"));
    assertNotEquals(layer, SharedKey.ofLayer("x86_64", base, "false\n"));
  }
}
