package io.plash.value;

import io.plash.failure.PlashException;
import io.plash.text.Characters;
import io.plash.text.PythonRepr;

/**
 * The number of a container, written in decimal without leading zeros. Number {@code 0} is the root
 * container: the empty layer at the bottom of every stack.
 */
public record ContainerId(int number) implements Comparable<ContainerId> {
  /** The root container, which cannot be run. */
  public static final ContainerId ROOT = new ContainerId(0);

  /** Refuses negative numbers. */
  public ContainerId {
    if (number < 0) {
      throw new IllegalArgumentException("negative container id " + number);
    }
  }

  /**
   * Parses {@code text}. Text that is not a number is refused in the words of the 2018 interface; a number
   * with leading zeros or beyond 2^31 is refused as the name of no container.
   */
  public static ContainerId parse(String text) throws PlashException {
    if (!Characters.areDigits(text)) {
      throw PlashException.of("container id must be integer, got " + PythonRepr.of(text));
    }
    if (text.length() > 1 && text.startsWith("0") || text.length() > 9) {
      throw noSuch(text);
    }
    return new ContainerId(Integer.parseInt(text));
  }

  /** Parses {@code text} and refuses the root container, which cannot be run or built upon. */
  public static ContainerId parseRunnable(String text) throws PlashException {
    ContainerId id = parse(text);
    if (id.equals(ROOT)) {
      throw PlashException.of("container must not be the special root container ('0')");
    }
    return id;
  }

  /** Returns the failure for {@code text} when it names no container. */
  public static PlashException noSuch(String text) {
    return PlashException.of("no container " + PythonRepr.of(text));
  }

  // By hand: the methods that records come with are made when they are first called, which takes 10 ms.
  @Override
  public boolean equals(Object other) {
    return other instanceof ContainerId id && id.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public int compareTo(ContainerId other) {
    return Integer.compare(number, other.number);
  }

  /** Returns the decimal form. */
  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
