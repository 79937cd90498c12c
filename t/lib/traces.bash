# What a command does, counted by strace.

# can_trace: skips where this user cannot trace what has more rights than it.
can_trace() {
  only_root
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
}

# starts FILE: successful execs, and forks that never exec, in a trace of strace -f, without the last
# exec, which starts the user's program.
starts() {
  awk '
    / (clone|clone3|fork|vfork)\(.* = [0-9]+$|<\.\.\. (clone|clone3|fork|vfork) resumed.* = [0-9]+$/ { forked[$NF] = 1 }
    / execve.* = 0$|<\.\.\. execve resumed.* = 0$/ { execs++; execed[$1] = 1 }
    END {
      for (process in forked) if (!(process in execed)) forks++
      print execs - 1 + forks
    }' "$1"
}
