# SPDX-License-Identifier: MIT
# Reads the times of the bench (label, tab, microseconds), writes bench.csv
# (-v csv=FILE) and prints the table. Labels: ROW-ACTOR/VARIANT, for layers
# with /1 or /20 behind, for what is left beside a payload with two numbers.

BEGIN {
  FS = "\t"
  order = "run cached changed burst layer depth crowd worker tar cpu-tar tar.gz cpu-tar.gz tar.xz cpu-tar.xz tar.zst cpu-tar.zst http cpu-http durable cpu-durable export cpu-export hash cpu-hash pull cpu-pull repull cpu-repull push cpu-push repush cpu-repush"
  called["ls"] = "ls"
  called["json"] = "ls --json"
  called["clean"] = "clean"
  called["tab"] = "TAB behind run"
  called["rm"] = "rm of one"
  called["1kib"] = "1 KiB more of environment"
  called["6kib"] = "6 KiB"
  called["16kib"] = "16 KiB"
  called["language"] = "LC_ALL=C.UTF-8"
  called["loops"] = "30 loop mounts"
  title["run"] = "run true"
  title["cached"] = "cached build + run"
  title["changed"] = "cached after map, build"
  title["burst"] = "64 runs at once, each"
  title["layer"] = "one uncached layer"
  title["depth"] = "the 400th layer to the 5th"
  title["crowd"] = "beside 800 processes to alone"
  title["worker"] = "small worker (hello JVM)"
  title["tar"] = "import tar"
  title["tar.gz"] = "import tar.gz"
  title["tar.xz"] = "import tar.xz"
  title["tar.zst"] = "import tar.zst"
  title["http"] = "import tar.gz over http"
  title["durable"] = "import tar.gz to one unsynced"
  title["export"] = "export tar"
  title["hash"] = "--hash-path of 1 GiB"
  title["pull"] = "pull of 5 layers"
  title["repull"] = "pull of another tag of them"
  title["push"] = "push of 5 layers"
  title["repush"] = "push of them again"
}

/^(cpu-)?warmup-/ { next }

/^beside-/ {
  beside[$1] = $2 " " $3
  next
}

/^inodes-/ {
  split($1, part, /[-\/]/)
  inodes[part[2]] = $2
  starts[part[2]] = $3
  next
}

{
  split($1, part, "/")
  if (part[3] == 1) {
    single[part[1] "/" part[2]] = $2
    next
  }
  label = part[1] "/" part[2]
  time = part[3] ? ($2 - single[label]) / 19 : $2
  times[label, ++samples[label]] = time
}

function median(label,    n, i, j, value) {
  n = samples[label]
  for (i = 2; i <= n; i++) {
    value = times[label, i]
    for (j = i - 1; j > 0 && times[label, j] > value; j--)
      times[label, j + 1] = times[label, j]
    times[label, j + 1] = value
  }
  if (n % 2)
    return times[label, (n + 1) / 2]
  return (times[label, n / 2] + times[label, n / 2 + 1]) / 2
}

function is_cached(row) {
  return row == "cached" || row == "changed"
}

# A cached start has the floor of a plain one.
function floor_of(row, actor,    label) {
  label = (is_cached(row) ? "run" : row) "-" actor "/floor"
  return (label in value) ? value[label] : 0
}

function ms(label) {
  return (label in value) ? sprintf("%.1f", value[label] / 1000) : "-"
}

function peers(row, actor,    text) {
  if (row == "burst")
    text = ", a second: floor " rate("floor", actor) ", plash " rate("plash", actor)
  if (is_cached(row) && ((row "-" actor "/plash") in value))
    text = sprintf(", plash run %+.1f", (value[row "-" actor "/plash"] - \
      value["run-" actor "/plash"]) / 1000)
  if (row ~ /^tar/ || row == "http")
    text = less_jvm(row, actor)
  return substr(text peer(row, actor, "bwrap") peer(row, actor, "podman") peer(row, actor, "docker"), 3)
}

# The goal of the import rows allows for one JVM.
function less_jvm(row, actor,    ours, base, jvm) {
  ours = row "-" actor "/plash"
  base = floor_of(row, actor)
  jvm = floor_of("worker", actor)
  if (!base || !jvm || !(ours in value))
    return ""
  return sprintf(", ratio less one JVM %.2f", (value[ours] - jvm) / base)
}

function rate(variant, actor,    label) {
  label = "burst-" actor "/" variant
  return (label in value) ? sprintf("%.0f", 1000000 / value[label]) : "-"
}

function peer(row, actor, name,    label) {
  label = row "-" actor "/" name
  if (!(label in value))
    return ""
  return ", " name " " (row == "burst" ? rate(name, actor) : ms(label))
}

function print_row(row, actor,    ours, base, ratio, name) {
  ours = row "-" actor "/plash"
  base = floor_of(row, actor)
  if (!base && !(ours in value))
    return
  ratio = (base && (ours in value)) ? sprintf("%.2f", value[ours] / base) : "-"
  name = (row ~ /^cpu-/ ? "  its CPU" : title[row]) ", " actor
  printf "%-32s %9s %9s %6s  %s\n", name, \
    base ? sprintf("%.1f", base / 1000) : "-", ms(ours), ratio, peers(row, actor)
}

function write_row(label,    part, dash, row, actor, base) {
  split(label, part, "/")
  match(part[1], /-[a-z]+$/)
  row = substr(part[1], 1, RSTART - 1)
  actor = substr(part[1], RSTART + 1)
  base = floor_of(row, actor)
  printf "%s,%s,%.0f,%s,%d\n", part[1], part[2], value[label], \
    base ? sprintf("%.3f", value[label] / base) : "", samples[label] >> csv
}

# What a start takes in other surroundings, beside what it takes in an environment of five variables.
function print_surroundings(actor,    base) {
  base = "surroundings-" actor "/none"
  if (!(base in value))
    return
  printf "run true, %s: %s ms; in other surroundings:", actor, ms(base)
  print_variants("surroundings", actor, "none 1kib 6kib 16kib language loops", value[base])
}

function print_thousands(actor) {
  if (!(("thousands-" actor "/ls") in value))
    return
  printf "10,000 containers, %s, ms:", actor
  print_variants("thousands", actor, "ls json clean tab rm", 0)
}

# Those of the row that were measured, as what they take more than base; with none the base itself is not told.
function print_variants(row, actor, words, base,    names, i, n, label, told, format) {
  format = base ? "%s %s %+.1f" : "%s %s %.1f"
  n = split(words, names, " ")
  for (i = 1; i <= n; i++) {
    label = row "-" actor "/" names[i]
    if (!(label in value))
      continue
    if (names[i] != "none")
      printf format, (told++ ? "," : ""), called[names[i]], (value[label] - base) / 1000
    printf "%s-%s,%s,%.0f,,%d\n", row, actor, names[i], value[label], samples[label] >> csv
  }
  print ""
}

function print_beside(actor,    names, i, n, label, text, field) {
  n = split("plash bwrap podman", names, " ")
  for (i = 1; i <= n; i++) {
    label = "beside-" actor "/" names[i]
    if (!(label in beside))
      continue
    split(beside[label], field, " ")
    text = text sprintf(", %s %d (%d KiB)", names[i], field[1], field[2])
    printf "left-processes-%s,%s,%d,,1\n", actor, names[i], field[1] >> csv
    printf "left-kib-%s,%s,%d,,1\n", actor, names[i], field[2] >> csv
  }
  if (text)
    printf "processes beside the payload, %s: %s\n", actor, substr(text, 3)
}

function print_inodes(actor) {
  if (!(actor in inodes))
    return
  printf "inodes in tmp/ after %d runs, %s: %d, which is %.2f a run\n", starts[actor], actor, inodes[actor], \
    inodes[actor] / starts[actor]
  printf "left-inodes-%s,plash,%d,,1\n", actor, inodes[actor] >> csv
}

END {
  print "row,variant,median_us,ratio_to_floor,samples" > csv
  n = split(order, rows, " ")
  split("user root", actors, " ")
  peers_known = split("floor plash bwrap podman docker", variants, " ")
  for (label in samples)
    value[label] = median(label)
  printf "%-32s %9s %9s %6s  %s\n", "row (median)", "floor ms", "ours ms", "ratio", "peers ms"
  for (i = 1; i <= n; i++)
    for (a = 1; a <= 2; a++) {
      print_row(rows[i], actors[a])
      for (v = 1; v <= peers_known; v++) {
        label = rows[i] "-" actors[a] "/" variants[v]
        if (label in value)
          write_row(label)
      }
    }
  print ""
  print_surroundings("user")
  print_surroundings("root")
  print_thousands("user")
  print_thousands("root")
  print_beside("user")
  print_beside("root")
  print_inodes("user")
  print_inodes("root")
}
