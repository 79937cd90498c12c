# Puts the list of commands, `help.awk` with mode=summary as the first file, in place of the line
# @commands@ of a page.
BEGIN { FS = "\t" }
FNR == NR { list = list "*plash-" $1 "*(1)\n\t" $2 "\n\n"; next }
$0 == "@commands@" { printf "%s", list; next }
{ print }
