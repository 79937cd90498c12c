# Writes jar/names.sh out of the shell files given: the names of the variables that plash's shell uses. A
# variable of the caller's that has one of these names is put away before the shell takes it for its own.
#
# Names are those with an underscore, or `scratch`, that are assigned, read into, looped over or, where a plan
# sets them, used.

{ sub(/^[ \t]*#.*/, "") }
{
  collect($0, "(^|[^A-Za-z0-9_$.-])[a-z][a-z0-9_]*=")
  collect($0, "(^|[^a-z_])for [a-z][a-z0-9_]*")
  collect($0, "[$][{]?plan_[a-z0-9_]*")
}
match($0, /(^|[^a-z_-])read (-r )?[a-z][a-z0-9_ ]*/) {
  count = split(substr($0, RSTART, RLENGTH), words, " ")
  for (i = 1; i <= count; i++) add(words[i])
}

END {
  print "# Made by `make` with lib/names.awk. Sourced by bin/plash. shellcheck shell=sh"
  list = test = ""
  for (i = 1; i <= known; i++) {
    list = list " " names[i]
    test = test "${" names[i] "+x}"
  }
  print "plash_names='" list " '"
  print "unset PLASH_GIVEN"
  print "case " test " in"
  print "  ?*) . \"$PLASH_LIBEXEC/lib/given.sh\" && given_hide $plash_names ;;"
  print "esac"
}

# Adds the names that stand at the end of what PATTERN finds.
function collect(rest, pattern, name) {
  while (match(rest, pattern)) {
    name = substr(rest, RSTART, RLENGTH)
    sub(/=$/, "", name)
    sub(/.*[^a-z0-9_]/, "", name)
    add(name)
    rest = substr(rest, RSTART + RLENGTH)
  }
}

function add(name) {
  if (name !~ /^[a-z][a-z0-9]*_[a-z0-9_]*$/ && name != "scratch" || name ~ /^plash_/ || name in seen) return
  seen[name] = 1
  names[++known] = name
}
