# Launch plans: what Java has decided about starting programs in one container. Sourced; only defines.
#
# Needs:  lib/base.sh, and lib/container.sh for plan_load_or_die
# Reads:  PLASH_DATA, plash_uid (data_require), container_node (container_require)
# Sets:   plan_path, the path of the plan; plan_*, the values that plash-data(5) lists
# shellcheck shell=sh

# plan_load_or_die CONTAINER STATUS: loads the launch plan in container_node. A worker writes the plan first
# when it is missing or of another version. Dies with STATUS when that fails.
plan_load_or_die() {
  plan_path=$container_node/_data/plan.$plash_uid
  if plan_load; then
    return
  fi
  . "$PLASH_LIBEXEC/lib/worker.sh"
  worker_run launch-plan "$1" || exit "$2"
  plan_load || fail "$2" "the launch plan $plan_path is of another version"
}

# plan_load: sources plan_path. Is false, and the caller must not use the values, when the file is not the
# caller's own, is of another version or user, or is damaged (`command` lets the shell survive a syntax error).
plan_load() {
  plan_whole='' plan_doubt='' plan_whiteouts=
  if [ ! -f "$plan_path" ] || [ ! -r "$plan_path" ] || [ ! -O "$plan_path" ]; then
    return 1
  fi
  read -r plan_header <"$plan_path" || return 1
  if [ "$plan_header" != "# plash-plan 7 $plash_uid" ]; then
    return 1
  fi
  command . "$plan_path" 2>/dev/null
  [ "$plan_whole" = yes ]
}

# plan_list NAME COUNT: sets out_list to text for eval that stands for the values NAME_1 to NAME_COUNT of the plan,
# a word each. It holds the names, and nothing of the values.
plan_list() {
  out_list='' plan_at=0
  while [ "$plan_at" -lt "$2" ]; do
    plan_at=$((plan_at + 1))
    out_list="$out_list \"\$$1_$plan_at\""
  done
}
