package io.plash.build;

import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** Builds what the text of a build file describes. */
@FunctionalInterface
interface ScriptBuild {
  /** The container of {@code text}, which messages call {@code name}. */
  ContainerId build(String name, byte[] text) throws PlashException;
}
