package io.plash.lang;

import java.util.Objects;

/**
 * What is known of a macro without expanding it.
 *
 * @param module the group it belongs to, named like the Python module that defined it in 2018;
 *     part of error messages and of the listing
 * @param name what follows the dashes
 * @param arity how many arguments it takes
 * @param description one line for the listing, lower case, no full stop
 */
public record Signature(String module, String name, Arity arity, String description) {
  /** Refuses missing parts. */
  public Signature {
    Objects.requireNonNull(module);
    Objects.requireNonNull(name);
    Objects.requireNonNull(arity);
    Objects.requireNonNull(description);
  }
}
