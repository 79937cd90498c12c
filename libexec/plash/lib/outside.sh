# What programs inside of new namespaces prove before they mount anything. Sourced; only defines.
# shellcheck shell=sh

# outside_check DESCRIPTOR: true when this process is in another mount namespace than the one which the
# descriptor, that is closed, is of. Were it the same, mounts would be the host's. `-` is no descriptor:
# no namespaces were wanted. Two names are of one namespace when they are of one inode (namespaces(7)).
outside_check() {
  case $1 in
    -) return 0 ;;
    [3-9]) ;;
    *) return 1 ;;
  esac
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  if [ ! -e "/proc/self/fd/$1" ] || [ "/proc/self/fd/$1" -ef /proc/self/ns/mnt ]; then
    return 1
  fi
  eval "exec $1<&-" # only a digit is evaluated
}
