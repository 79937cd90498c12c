# Reads the header comment of command files: one reader for help, usage errors and completion.
# mode=help     the usage line and the whole text of one file
# mode=usage    "plash-NAME: usage: ..." of one file
# mode=summary  name TAB summary, for every file given

function name_of(path) {
  sub(/^.*\/plash-/, "", path)
  return path
}

FNR == 1 { header = 1; usage = ""; summary = ""; text = ""; file = FILENAME; next }
!header { next }
!/^#/ { header = 0; finish(); next }
{
  line = $0
  sub(/^# ?/, "", line)
  if (line ~ /^Summary: /) { summary = substr(line, 10); next }
  if (line ~ /^Usage: /) { usage = substr(line, 8); next }
  text = text line "\n"
}

function finish() {
  if (mode == "usage") {
    print "plash-" name_of(file) ": usage: " usage
  } else if (mode == "summary") {
    print name_of(file) "\t" summary
  } else {
    print "usage: " usage "\n\n" summary
    sub(/^\n+/, "", text)
    if (text != "") print "\n" text
  }
}
