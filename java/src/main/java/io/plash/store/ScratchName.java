package io.plash.store;

import io.plash.text.Characters;
import java.util.Optional;

/**
 * The name of a scratch directory, which tells whose it is. This class alone knows the forms of such names;
 * {@code lib/scratch.sh} and {@code python/plash/utils.py} make names of the current one.
 */
record ScratchName(Form form, ScratchOwner owner) {
  /** How all names of scratch directories begin. */
  static final String PREFIX = "plashtmp_";

  /**
   * The longest name: ids up to the kernel's PID_MAX_LIMIT, start times of 64 bits, the eight digits of the
   * boot id, and a number that no process reaches.
   */
  static final String LONGEST =
      PREFIX + "4194304_4194304_18446744073709551615_01234567_18446744073709551615-99999";

  private static final int FIRST_RANDOM = 8;

  /** Who makes names of a form. */
  enum Form {
    /** This version: {@code plashtmp_SESSION_PID_START_BOOT_INIT-N}, with the fields of {@link ScratchOwner}. */
    CURRENT,
    /** {@code plash.utils.mkdtemp()} of versions before the first release: {@code plashtmp_SESSION_PID_START-N}. */
    MACRO,
    /** The 2018 tool: {@code plashtmp_SESSION_PID_RANDOM}, RANDOM being 8 of {@code a-z0-9_}. */
    FIRST
  }

  /** Parses {@code text}; empty when it is not the name of a scratch directory. */
  static Optional<ScratchName> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String rest = text.substring(PREFIX.length());
    int hyphen = rest.lastIndexOf('-');
    if (hyphen < 0) {
      return first(rest.split("_", 3));
    }
    String[] fields = rest.substring(0, hyphen).split("_", -1);
    if (!Characters.areDigits(rest.substring(hyphen + 1)) || fields.length < 3 || !Characters.areDigits(fields[1])) {
      return Optional.empty();
    }
    return switch (fields.length) {
      case 5 -> Optional.of(
          new ScratchName(Form.CURRENT, new ScratchOwner(fields[0], fields[1], fields[2], fields[3], fields[4])));
      case 3 -> Characters.areDigits(fields[0]) && Characters.areDigits(fields[2])
          ? Optional.of(new ScratchName(Form.MACRO, new ScratchOwner(fields[0], fields[1], fields[2], "", "")))
          : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<ScratchName> first(String[] fields) {
    if (fields.length < 3 || !Characters.areDigits(fields[1]) || fields[2].length() != FIRST_RANDOM
        || !fields[2].matches("[a-z0-9_]*")) {
      return Optional.empty();
    }
    return Optional.of(new ScratchName(Form.FIRST, new ScratchOwner(fields[0], fields[1], "", "", "")));
  }

  /** Tells whether the process that made the directory has certainly ended. */
  boolean isDead() {
    return switch (form) {
      case CURRENT -> owner.isGone();
      case MACRO -> !ScratchOwner.startOf(owner.pid()).equals(owner.start());
      case FIRST -> !ScratchOwner.sessionOf(owner.pid()).equals(owner.session()); // the rule of that tool
    };
  }
}
