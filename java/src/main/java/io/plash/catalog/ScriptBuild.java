package io.plash.catalog;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;

/** Builds what the text of a build file describes. */
@FunctionalInterface
interface ScriptBuild {
  /** The container of {@code text}, which messages call {@code name}. */
  ContainerId build(String name, byte[] text) throws PlashException;
}
