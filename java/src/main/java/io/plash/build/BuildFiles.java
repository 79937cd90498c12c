package io.plash.build;

import io.plash.lang.Evaluated;
import io.plash.lang.Images;
import io.plash.value.PlashException;

/** Evaluates build files that were fetched. */
@FunctionalInterface
public interface BuildFiles {
  /** What {@code text} says, by a fresh evaluator; messages call it {@code name}. */
  Evaluated evaluate(Images images, String name, byte[] text) throws PlashException;
}
