# Reads the header comments of command files, for help, usage errors, the list of commands and man pages. README.md beside
# the commands explains the header.
#
# mode=help     usage, summary, text and sections of one file
# mode=usage    "plash-NAME: usage: ..." of one file
# mode=summary  NAME TAB summary TAB group TAB rank in the group TAB like, for every file given
# mode=fields   KIND TAB VALUE lines of one file, for man/command.awk

FNR == 1 { in_header = 1; usage = summary = see = group = rank = like = ""; count = accepts = explained = 0; next }
!in_header { next }
!/^#/ { in_header = 0; finish(FILENAME); next }
{
  line = $0
  sub(/^# ?/, "", line)
}
line ~ /^Summary: / { summary = value(line); next }
line ~ /^Usage: / { usage = value(line); next }
line ~ /^See: / { see = value(line); next }
line ~ /^Group: / { group = value(line); rank = group; sub(/ .*/, "", group); sub(/.* /, "", rank); next }
line ~ /^Like: / { like = value(line); next }
line == "Accepts: build arguments" { accepts = 1; next }
is_title(line) { explain_container() }
count > 0 || line != "" { lines[++count] = line }

function value(field) {
  return substr(field, index(field, ": ") + 2)
}

function is_title(text) {
  return text ~ /^[A-Z][A-Za-z0-9 ]*:$/
}

# Adds the paragraph that all commands with a CONTAINER share, behind their text.
function explain_container() {
  if (explained || usage !~ /CONTAINER/) return
  explained = 1
  if (count > 0 && lines[count] != "") lines[++count] = ""
  lines[++count] = "CONTAINER is a number, or a map key (@KEY where that is a number, too)" (accepts ? ", or" : ".")
  if (accepts) {
    lines[++count] = "build arguments: everything from the first dash up to `--` is built, and the"
    lines[++count] = "result is used."
  }
  lines[++count] = ""
}

# Returns the command of a usage line as one word, `plash-NAME`.
function name(words) {
  if (words !~ /^plash /) {
    sub(/ .*/, "", words)
  } else {
    split(words, word, " ")
    words = word[1] "-" word[2]
  }
  return words
}

function finish(path) {
  explain_container()
  while (count > 0 && lines[count] == "") count--
  if (mode == "usage") {
    print name(usage) ": usage: " usage
  } else if (mode == "summary") {
    sub(/^.*\/plash-/, "", path)
    print path "\t" summary "\t" group "\t" rank "\t" like
  } else if (mode == "fields") {
    print "name\t" name(usage) "\nusage\t" usage "\nsummary\t" summary
    for (i = 1; i <= count; i++) print (is_title(lines[i]) ? "title\t" : "text\t") lines[i]
    print "see\t" see
  } else {
    help()
  }
}

# Prints the help: all sections but those of the differences from 2018, which are in the man page only.
function help(i, blank, hidden) {
  print "usage: " usage "\n\n" summary
  blank = 1
  for (i = 1; i <= count; i++) {
    if (is_title(lines[i])) hidden = lines[i] ~ /^Differences/
    if (lines[i] != "" && !hidden) {
      if (blank) print ""
      print lines[i]
    }
    if (!hidden) blank = lines[i] == ""
  }
}
