# Writes jar/names.sh, which lists the names of the variables of the shell files given. bin/plash puts a variable of the
# caller away when it has one of these names (lib/given.sh).
#
# The names are those with an underscore, and `scratch`, that are assigned, read or looped over, and those of launch
# plans, which are used only.

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

# Adds the name at the end of each place in `rest` that matches `pattern`.
function collect(rest, pattern, name) {
  while (match(rest, pattern)) {
    name = substr(rest, RSTART, RLENGTH)
    sub(/=$/, "", name)
    sub(/.*[^a-z0-9_]/, "", name)
    add(name)
    rest = substr(rest, RSTART + RLENGTH)
  }
}

# Adds a name to the list, unless it is there or is no name of plash's own.
function add(name) {
  if (name !~ /^[a-z][a-z0-9]*_[a-z0-9_]*$/ && name != "scratch" || name ~ /^plash_/ || name in seen) return
  seen[name] = 1
  names[++known] = name
}
