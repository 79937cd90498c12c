# SPDX-License-Identifier: MIT
# Reads bench.csv and writes what gnuplot draws the chart of starts and layers from (-v title=TEXT below it): for each
# row a group of bars, for each variant a colour. The axis is logarithmic, since peers take tens of times as long.

BEGIN {
  FS = ","
  groups = split("run-user run-root layer-user layer-root", group, " ")
  name["run-user"] = "start, user"
  name["run-root"] = "start, root"
  name["layer-user"] = "layer, user"
  name["layer-root"] = "layer, root"
  variants = split("floor plash bwrap podman docker", variant, " ")
  called["floor"] = "system calls alone, in C"
  split("#9aa5b1 #1f77b4 #7bb662 #b07aa1 #e39c37", colour, " ")
}

{ value[$1, $2] = $3 / 1000; known[$2] = 1 }

END {
  print "set terminal svg size 860,420 font 'sans-serif,13' background '#ffffff'"
  print "set style data histogram"
  print "set style histogram clustered gap 1"
  print "set style fill solid"
  print "set boxwidth 0.92"
  print "set logscale y"
  print "set yrange [1:*]"
  print "set ylabel 'milliseconds (logarithmic)'"
  print "set grid ytics linecolor '#dddddd'"
  print "set xtics nomirror"
  print "set ytics nomirror"
  print "set border 3"
  print "set key outside top center horizontal"
  gsub(/'/, "", title)
  printf "set xlabel '%s' font ',10'\n", title
  print "$times << END"
  for (g = 1; g <= groups; g++) {
    if (!((group[g], "plash") in value))
      continue
    printf "\"%s\"", name[group[g]]
    for (v = 1; v <= variants; v++)
      printf " %s", ((group[g], variant[v]) in value) ? value[group[g], variant[v]] : "nan"
    print ""
  }
  print "END"
  for (v = 1; v <= variants; v++)
    if (variant[v] in known)
      shown[++bars] = v
  for (b = 1; b <= bars; b++) {
    v = shown[b]
    drawn = drawn sprintf(", $times using %d:xtic(1) title '%s' linecolor '%s'", v + 1, \
      (variant[v] in called) ? called[variant[v]] : variant[v], colour[v])
    # The number stands on the bar, whose place in the group gnuplot does not tell.
    drawn = drawn sprintf(", $times using ($0%+.3f):%d:(sprintf('%%.3g', $%d)) with labels offset 0,0.6 font ',10' notitle", \
      (b - (bars + 1) / 2) / (bars + 1), v + 1, v + 1)
  }
  print "plot " substr(drawn, 3)
}
