# Turns the header of a command, as `help.awk` prints it with mode=fields, into a man page in
# scdoc's language. Blocks of the text: plain lines; `- ` lists; `  TERM  text`, whose further lines
# are indented more; and code, indented by four.

BEGIN { FS = "\t" }
$1 == "name" { page = $2 }
$1 == "usage" { usage = $2 }
$1 == "summary" { summary = $2; begin() }
$1 == "title" { close_code(); print "\n# " toupper(substr($2, 1, length($2) - 1)) "\n" }
$1 == "text" { text(substr($0, 6)) }
$1 == "see" { close_code(); print "\n# SEE ALSO\n\n" pages("plash(1) " $2) }

function begin(command) {
  command = page
  if (usage ~ /^plash /) sub(/-/, " ", command)
  print page "(1)\n\n# NAME\n\n" page " - " escaped(summary)
  print "\n# SYNOPSIS\n\n*" command "*" escaped(substr(usage, length(command) + 1))
  print "\n# DESCRIPTION\n"
}

function text(line, gap) {
  if (line ~ /^    / && block != "item") {
    if (block != "code") print "```"
    block = "code"
    print substr(line, 5)
    return
  }
  close_code()
  if (line ~ /^    / && block == "item") {
    sub(/^ +/, "", line)
    print "\t" escaped(line)
    return
  }
  gap = line ~ /^  [^ ]/ ? index(substr(line, 3), "  ") : 0
  if (gap > 0) {
    print (block == "item" ? "\n" : "") term(substr(line, 3, gap - 1))
    line = substr(line, 3 + gap)
    sub(/^ +/, "", line)
    print "\t" escaped(line)
    block = "item"
    return
  }
  block = ""
  print escaped(line)
}

function close_code() {
  if (block == "code") {
    print "```"
    block = ""
  }
}

# What is explained: its first word is typed as it is.
function term(words, first) {
  first = words
  sub(/ .*/, "", first)
  return "*" escaped(first) "*" escaped(substr(words, length(first) + 1))
}

# Plain text in scdoc's language; what stands in backquotes becomes bold.
function escaped(line) {
  gsub(/[\\_*]/, "\\\\&", line)
  while (match(line, /`[^`]*`/)) {
    line = substr(line, 1, RSTART - 1) "*" substr(line, RSTART + 1, RLENGTH - 2) "*" \
      substr(line, RSTART + RLENGTH)
  }
  return (line ~ /^[[|\]#.;]/ ? "\\" : "") line
}

# Names of pages, sorted as they come: bold, with the sections plain and commas between.
function pages(names) {
  sub(/ +$/, "", names)
  gsub(/[^ ]+\(/, "*&", names)
  gsub(/\(/, "*(", names)
  gsub(/ /, ", ", names)
  return names
}
