# Reads the source of plash-macros(7), and prints a line NAME... TAB signature for each term that explains macros, an
# empty line, and for each a line `@ NAME...` TAB signature with the text behind it, without its marks.

# A term is explained by the indented lines behind it.
/^\t/ && term != "" {
  if (inside) text = text "\n"
  names = line = plain(term)
  gsub(/\[[^]]*\]|,/, " ", names)
  names = called(names)
  print names "\t" line
  text = text "@ " names "\t" line "\n"
  inside = 1
  gap = 0
}
{ term = "" }
/^\*--?[A-Za-z0-9]/ && !code { term = $0; next }
/^\t/ && inside {
  sub(/^\t/, "")
  if ($0 == "```") {
    code = !code
    next
  }
  text = text (gap ? "\n" : "") (code ? "    " $0 : plain($0)) "\n"
  gap = 0
  next
}
/^$/ && inside { gap = 1; next }
{
  if (inside) text = text "\n"
  inside = 0
}
END { printf "\n%s\n", text }

# Returns the macros among words, without their dashes.
function called(words, i, n, word, list) {
  n = split(words, word, " ")
  for (i = 1; i <= n; i++) if (sub(/^--?/, "", word[i])) list = list (list == "" ? "" : " ") word[i]
  return list
}

# Returns a line without marks of bold, and with what is escaped as it is.
function plain(line, i, sign, result) {
  for (i = 1; i <= length(line); i++) {
    sign = substr(line, i, 1)
    if (sign == "\\") sign = substr(line, ++i, 1)
    else if (sign == "*") sign = ""
    result = result sign
  }
  return result
}
