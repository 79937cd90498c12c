# Fills in where things are installed: variables of the environment in the place of their names between @.
{
  rest = $0
  while (match(rest, /@[A-Z_]+@/)) {
    printf "%s%s", substr(rest, 1, RSTART - 1), ENVIRON[substr(rest, RSTART + 1, RLENGTH - 2)]
    rest = substr(rest, RSTART + RLENGTH)
  }
  print rest
}
