# Writes jar/inside.sh out of the files given: the text of inside/NAME.sh, without its lines of comments, as an
# assignment to the variable enter_NAME. plash--enter sources it, and hands the text to the image's shell.
FNR == 1 {
  end()
  name = FILENAME
  sub(/^.*\//, "", name)
  sub(/\.sh$/, "", name)
  if (NR == 1) print "# Made by `make` with lib/inside.awk. Sourced by plash--enter. shellcheck shell=sh"
  printf "enter_%s='", name
}
/^[ \t]*#/ || /^$/ { next }
{
  gsub(/'/, "'\\''")
  print
}
END { end() }

function end() {
  if (name != "") print "'"
}
