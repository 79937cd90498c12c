package io.plash.store;

import io.plash.value.ContainerId;
import java.nio.file.Path;

/** A container that is there: its id, the one it is built upon, and its node's real path. */
public record Container(ContainerId id, ContainerId parent, Path node) {}
