package io.plash.lang;

import java.util.Objects;

/**
 * The description of a macro.
 *
 * @param module the group of the macro, named like the Python module of the 2018 interface that defined it; it
 *     appears in the listing, and in errors where it is no group of plash's own
 * @param name the name without dashes
 * @param arity the number of arguments
 * @param description one line for the listing, in lower case and without a full stop
 */
public record Signature(String module, String name, Arity arity, String description) {
  /** Refuses null. */
  public Signature {
    Objects.requireNonNull(module);
    Objects.requireNonNull(name);
    Objects.requireNonNull(arity);
    Objects.requireNonNull(description);
  }
}
