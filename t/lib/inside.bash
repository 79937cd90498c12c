# The host's programs, its Java and the plash under test, for plash in a container. `load lib/inside`.

# inside_begin: sets inside_paths to the directories of the host that plash needs, inside_plash to the
# directory of the installation, and inside_words to the environment.
inside_begin() {
  local java path
  java=$(readlink -f "${JAVA_HOME:+$JAVA_HOME/bin/}$([ -n "${JAVA_HOME-}" ] && echo java || command -v java)")
  inside_plash=$(cd "$(dirname "$(command -v plash)")/.." && pwd)
  inside_paths=()
  # /etc/alternatives and /etc/java-17-openjdk: Debian's java is links that lead there.
  for path in /usr /lib /lib64 /etc/alternatives /etc/java-* "${java%/bin/java}" "$inside_plash"; do
    case $path in
      /usr/*) ;;
      *) [ ! -d "$path" ] || inside_paths+=("$path") ;;
    esac
  done
  inside_words=(PATH=/usr/bin:/usr/sbin:/bin "JAVA_HOME=${java%/bin/java}")
}
