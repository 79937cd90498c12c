package io.plash.catalog;

import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.Images;

/** Evaluates build files that were fetched. */
@FunctionalInterface
public interface BuildFiles {
  /** What {@code text} says, by a fresh evaluator; messages call it {@code name}. */
  EvaluationResult evaluate(Images images, String name, byte[] text) throws PlashException;
}
