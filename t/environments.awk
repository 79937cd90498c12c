# Makes README.md's table of places of t/environments.
BEGIN {
  FS = "|"
  print "| where plash is started | root: overlay | fuse-overlayfs | unionfs-fuse | user: overlay | fuse-overlayfs | unionfs-fuse |"
  print "|---|---|---|---|---|---|---|"
}

/^#/ || /^$/ { next }

NF == 4 {
  line = "| " $2 " |"
  count = split($3 " " $4, cell, " ")
  for (i = 1; i <= count; i++) line = line " " told(cell[i]) " |"
  print line
}

NF == 1 {
  split($0, part, ":")
  meaning[part[1]] = substr($0, length(part[1] ":" part[2] ":") + 1)
}

END {
  print ""
  for (i = 1; i <= reasons; i++) print i ". " meaning[reason[i]]
}

# told(CELL): what stands in the table.
function told(word) {
  if (word == "yes" || word == "-") return word
  if (word == "own-id") return "yes, your own id only"
  if (!(word in number)) {
    reason[++reasons] = word
    number[word] = reasons
  }
  return "no (" number[word] ")"
}
