package io.plash.store;

import io.plash.value.ContainerId;
import java.nio.file.Path;

/** A container that exists: its id, the id of the container that it is built upon, and the real path of its node. */
public record Container(ContainerId id, ContainerId parent, Path node) {}
