# Reads /proc/self/mountinfo (proc(5)) as bytes. For each mount at or below .home in the mount on the directory
# SURROUND_PLACE prints the line of an fstab that remounts it read-only, unless it is so already or is
# covered: no path leads to it then. Fails when it does not find that mount, or nothing mounted on .home.
{
  id = $1
  parent[id] = $2
  at[id] = $5
  flags[id] = $6
  if (name($5) == ENVIRON["SURROUND_PLACE"])
    top = id
  ids[++count] = id
}

END {
  home = at[top] "/.home"
  for (n = 1; n <= count; n++) {
    id = ids[n]
    seen += at[id] == home
    if (index(at[id] "/", home "/") == 1 && flags[id] !~ /^ro(,|$)/ && !covered(id))
      print "read-only " place(at[id]) " none remount,bind,ro" locked(flags[id]) " 0 0"
  }
  exit top == "" || !seen
}

# A mount covers another where both lie in one, at a place on the way to it; or where it lies on its root.
function covered(id,    n, other) {
  for (; id != top && id in parent; id = parent[id]) {
    for (n = 1; n <= count; n++) {
      other = ids[n]
      if (parent[other] == parent[id] && at[other] != at[id] && index(at[id], at[other] "/") == 1)
        return 1
      if (parent[other] == id && at[other] == at[id])
        return 1
    }
  }
  return 0
}

# The name that mountinfo writes in octal where it holds blanks and the like.
function name(text) {
  gsub(/\\040/, " ", text)
  gsub(/\\011/, "\t", text)
  gsub(/\\012/, "\n", text)
  gsub(/\\043/, "#", text)
  gsub(/\\134/, "\\", text)
  return text
}

# As fstab(5) wants it: what mountinfo does not escape is a comment's sign there.
function place(text) {
  gsub(/#/, "\\043", text)
  return text
}

function locked(flags,    options, n, i, text) {
  n = split(flags, options, ",")
  for (i = 1; i <= n; i++)
    if (options[i] ~ /^(nosuid|nodev|noexec|nosymfollow)$/)
      text = text "," options[i]
  return text
}
