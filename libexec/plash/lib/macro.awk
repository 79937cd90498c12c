# Prints the help of the macro `name`, or nothing when there is none, of jar/macros and of what page.awk makes of
# plash-macros(7).

FNR == NR {
  split($0, field, "\t")
  if (field[2] == name) summary = field[3]
  next
}
/^@ / {
  split($0, field, "\t")
  shown = index(field[1] " ", " " name " ")
  if (shown) usage = usage (usage == "" ? "usage: " : "       ") field[2] "\n"
  next
}
shown { text = text $0 "\n" }
END {
  if (usage != "") printf "%s\n%s\n\n%sWords and hints are told of in plash-macros(7).\n", usage, summary, text
}
