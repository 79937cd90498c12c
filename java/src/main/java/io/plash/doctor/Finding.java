package io.plash.doctor;

import io.plash.failure.PlashException;
import io.plash.failure.Remedy;

/**
 * What was found about one thing that a run or a build needs: its name, what is there or what is wrong, and, unless
 * it is well, what does not work because of it and how to mend it (both may be empty).
 */
public record Finding(String name, Status status, String found, String effect, String fix) {
  /** What a finding means for runs and builds. */
  public enum Status {
    /** It does what plash needs. */
    OK,
    /** Runs and builds work, something else does not. */
    LIMITED,
    /** A run or a build cannot work. */
    BROKEN,
    /** This could not be checked. */
    UNKNOWN
  }

  private static final Remedy NONE = new Remedy("", "");

  /** Returns the finding that {@code name} is well. */
  static Finding ok(String name, String found) {
    return of(name, Status.OK, found, NONE);
  }

  /** Returns a finding that runs and builds work, but something else does not. */
  static Finding limited(String name, String found, Remedy remedy) {
    return of(name, Status.LIMITED, found, remedy);
  }

  /** Returns a finding that a run or a build cannot work. */
  static Finding broken(String name, String found, Remedy remedy) {
    return of(name, Status.BROKEN, found, remedy);
  }

  /** Returns the finding that {@code name} could not be checked, for the reason {@code found}. */
  static Finding unknown(String name, String found) {
    return of(name, Status.UNKNOWN, found, NONE);
  }

  /** Returns the finding that {@code failure} tells of, with its hint as the fix and {@code effect}. */
  static Finding of(String name, Status status, PlashException failure, String effect) {
    return of(name, status, failure.getMessage(), new Remedy(effect, failure.hint()));
  }

  private static Finding of(String name, Status status, String found, Remedy remedy) {
    return new Finding(name, status, found, remedy.effect(), remedy.fix());
  }
}
