package io.plash.catalog;

import io.plash.failure.PlashException;
import io.plash.lang.EvaluationResult;
import io.plash.lang.Images;

/** Evaluates build files that were fetched; a command decides what they may do on this machine. */
@FunctionalInterface
public interface FetchedFileEvaluator {
  /**
   * Returns the script of a build file.
   *
   * @param images the images that the file can build upon
   * @param name what messages call the file
   * @param text the content of the file
   */
  EvaluationResult evaluate(Images images, String name, byte[] text) throws PlashException;
}
