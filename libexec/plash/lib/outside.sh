# How a step inside of new namespaces proves, before it mounts anything, that it is there. Sourced; only defines.
# shellcheck shell=sh

# outside_check DESCRIPTOR: true when this process is in another mount namespace than the caller of plash, whose
# namespace DESCRIPTOR is of; closes that. In the same namespace mounts would be the host's. For `-`, when no
# namespaces were wanted, it is true as well, and for `aside`, when it was proven before (lib/aside.sh). Two names are of
# one namespace when they are of one inode (namespaces(7)).
outside_check() {
  case $1 in
    - | aside) return 0 ;;
    [3-9]) ;;
    *) return 1 ;;
  esac
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  if [ ! -e "/proc/self/fd/$1" ] || [ "/proc/self/fd/$1" -ef /proc/self/ns/mnt ]; then
    return 1
  fi
  eval "exec $1<&-" # only a digit is evaluated
}
