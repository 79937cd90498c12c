# A registry with a repository for layers, and two machines, which are data directories. `load lib/cache`, after lib/helper
# and lib/registry.

# cache_begin: call from setup.
cache_begin() {
  world_reset
  registry_environment
  unset "${!PLASH_CACHE@}"
  registry_gate
  other=$BATS_TEST_TMPDIR/other
  cp -a "$PLASH_DATA" "$other"
}

# cache_end: call from teardown.
cache_end() {
  registry_stop
  rm -rf "$other" 2>/dev/null || inside_namespace rm -rf "$other"
  world_clean
}

# cache_start: starts a registry with a repository for layers.
cache_start() {
  registry_start cache
  cache=$registry/team/cache
}

# ci WORD...: runs plash on the machine that writes to the cache.
ci() {
  PLASH_CACHE=$cache PLASH_CACHE_PUSH=$cache plash "$@"
}

# elsewhere WORD...: runs plash on the other machine, which reads from the cache.
elsewhere() {
  PLASH_DATA=$other PLASH_CACHE=$cache plash "$@"
}

# tag_of CONTAINER: the tag of its layer in the cache.
tag_of() {
  sed -n 's/^key /k-/p' "$PLASH_DATA/index/$1/_data/oci"
}
