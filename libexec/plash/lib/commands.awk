# Prints `plash help` of what help.awk prints with mode=summary: what a newcomer needs, then the commands in groups, and
# in a group by rank.

BEGIN {
  FS = "\t"
  groups = split("running building images looking cleaning extending", order, " ")
}
{
  place[$3, $4] = $1
  summary[$1] = $2
  if (length($1) > width) width = length($1)
  if ($4 > most) most = $4
}
END {
  print "usage: plash COMMAND [ARGUMENT...]"
  print "       plash -MACRO... [-- CMD [ARGUMENT...]]  build, and run CMD in the result"
  print "       plash-exec FILE [ARGUMENT...]           runs a plashfile"
  print ""
  print "first steps:"
  print "  $ plash --from alpine -- sh                      a shell in an Alpine Linux"
  print "  $ plash --from alpine --apk figlet -- figlet hi  with a package of it"
  print "  $ plash help run; plash help macros; plash help --apk"
  for (i = 1; i <= groups; i++) {
    print "\n" order[i] ":"
    for (rank = 1; rank <= most; rank++) {
      name = place[order[i], rank]
      if (name != "") printf "  plash %-" width "s  %s\n", name, summary[name]
    }
    if (i == 1) printf "  plash %-" width "s  %s\n", "-*", "short for `plash run -*`: build, then run"
  }
  print "\n`plash -h` and `plash --help` mean `plash help`; `plash --help-macros` and"
  print "`plash --version` mean the commands. The manual begins with plash-tutorial(7)."
}
