# Reads /proc/self/mountinfo (proc(5)) as bytes. Prints, for each mount at or below .home in the mount on the directory
# SURROUND_PLACE, a line of an fstab that remounts it read-only. Mounts that are read-only already are left out, and
# those that are covered by others, since no path leads to them. Fails when nothing is mounted on SURROUND_PLACE or on
# .home.
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

# True when another mount covers the mount `id`: one that lies in the same mount, at a place on the way to it, or one on
# its root.
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

# Returns a path as it is, from the form of mountinfo, which has blanks and the like in octal.
function name(text) {
  gsub(/\\040/, " ", text)
  gsub(/\\011/, "\t", text)
  gsub(/\\012/, "\n", text)
  gsub(/\\043/, "#", text)
  gsub(/\\134/, "\\", text)
  return text
}

# Returns a path of mountinfo in the form of fstab(5), in which # begins a comment.
function place(text) {
  gsub(/#/, "\\043", text)
  return text
}

# Returns those of the flags that may be locked, each behind a comma.
function locked(flags,    options, n, i, text) {
  n = split(flags, options, ",")
  for (i = 1; i <= n; i++)
    if (options[i] ~ /^(nosuid|nodev|noexec|nosymfollow)$/)
      text = text "," options[i]
  return text
}
