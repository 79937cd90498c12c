# Reads lines NAME TAB MEANING, and asks whether one of the meanings is meant whose names have the fewest differences to
# `word`; prints nothing when they differ too much for a typing error. io.plash.text.NearestNames does the same for macros
# in builds, and a test compares both.

BEGIN {
  FS = "\t"
  closest = length(word) < 3 ? 0 : length(word) < 5 ? 1 : 2
}
{
  differences = distance(word, $1)
  if (differences < closest) {
    split("", meant)
    count = 0
    closest = differences
  }
  if (differences == closest && !($2 in meant)) {
    meant[$2]
    list[++count] = $2
  }
}
END {
  for (i = 1; i <= count; i++) text = text (i == 1 ? "" : i == count ? " or " : ", ") "`" list[i] "`"
  if (count > 0) print "did you mean " text "?"
}

# Counts the characters to insert, delete, replace or swap with a neighbour that turn one word into the other.
function distance(from, to, i, j, cost, rows) {
  for (i = 0; i <= length(from); i++) {
    for (j = 0; j <= length(to); j++) {
      if (i == 0 || j == 0) {
        rows[i, j] = i + j
        continue
      }
      cost = rows[i - 1, j - 1] + (substr(from, i, 1) != substr(to, j, 1))
      if (rows[i - 1, j] + 1 < cost) cost = rows[i - 1, j] + 1
      if (rows[i, j - 1] + 1 < cost) cost = rows[i, j - 1] + 1
      if (i > 1 && j > 1 && substr(from, i, 1) == substr(to, j - 1, 1) && substr(from, i - 1, 1) == substr(to, j, 1))
        if (rows[i - 2, j - 2] + 1 < cost) cost = rows[i - 2, j - 2] + 1
      rows[i, j] = cost
    }
  }
  return rows[length(from), length(to)]
}
