package io.plash.value;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * SHA-256 of a short text, as FIPS 180-4 has it. {@link java.security.MessageDigest} is quicker by the byte, but loads
 * 160 classes first, which takes a JVM that has just started longer than all else before a layer is made.
 */
final class ShortSha256 {
  private static final int BLOCK = 64;

  /** Of the cube roots of the first 64 primes the first 32 bits behind the point. */
  private static final int[] ROUNDS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  /** Of the square roots of the first eight primes the same. */
  private final int[] hash = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private final int[] schedule = new int[ROUNDS.length];

  private ShortSha256() {}

  /** Returns the 32 bytes of the digest of {@code bytes}. */
  static byte[] of(byte[] bytes) {
    // Behind the text come a bit that is set, zeros up to the end of a block, and before it the number of bits.
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 1 + Long.BYTES + BLOCK - 1) / BLOCK * BLOCK);
    padded[bytes.length] = (byte) 0x80;
    ByteBuffer blocks = ByteBuffer.wrap(padded).putLong(padded.length - Long.BYTES, 8L * bytes.length);
    ShortSha256 sha256 = new ShortSha256();
    while (blocks.hasRemaining()) {
      sha256.add(blocks);
    }
    ByteBuffer digest = ByteBuffer.allocate(sha256.hash.length * Integer.BYTES);
    for (int word : sha256.hash) {
      digest.putInt(word);
    }
    return digest.array();
  }

  /** Adds the next block to the hash. */
  private void add(ByteBuffer blocks) {
    for (int i = 0; i < schedule.length; i++) {
      schedule[i] = i < BLOCK / Integer.BYTES ? blocks.getInt()
          : spread(schedule[i - 2], 17, 19, 10) + schedule[i - 7]
              + spread(schedule[i - 15], 7, 18, 3) + schedule[i - 16];
    }
    int a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
    for (int i = 0; i < ROUNDS.length; i++) {
      int first = h + rotated(e, 6, 11, 25) + (e & f ^ ~e & g) + ROUNDS[i] + schedule[i];
      int second = rotated(a, 2, 13, 22) + (a & b ^ a & c ^ b & c);
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    int[] added = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < hash.length; i++) {
      hash[i] += added[i];
    }
  }

  private static int rotated(int word, int one, int two, int three) {
    return Integer.rotateRight(word, one) ^ Integer.rotateRight(word, two) ^ Integer.rotateRight(word, three);
  }

  private static int spread(int word, int one, int two, int shift) {
    return Integer.rotateRight(word, one) ^ Integer.rotateRight(word, two) ^ word >>> shift;
  }
}
