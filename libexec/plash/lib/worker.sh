# Starts Java workers. Apart from plash--archive this is the only file that names java: class path, flags of the
# JVM, class archive. Sourced; only defines.
#
# Needs:  lib/base.sh
# Reads:  PLASH_LIBEXEC, JAVA_HOME, PATH; PLASH_DATA where a worker needs it (data_require); worker_archive,
#         worker_main and worker_unpack, which plash--archive sets
# Sets:   out_answer, worker_status
# shellcheck shell=sh

worker_asked='' worker_bound='' worker_default=''

# The jars beside plash.jar, which `make JARS=DIR` takes from DIR.
worker_libraries='commons-exec gson httpcore5 jnr-unixsocket jnr-enxio jnr-ffi jffi jffi-native jnr-constants jnr-posix'

# worker_run NAME ARG...: runs one Java worker as a child. Its stdout is the result only, its stderr is for people. The
# status is 0, or the worker has said what failed. data_require must have been called where the worker touches the data
# directory. It gets absolute names only, so it works where the caller's working directory was deleted, in which no JVM
# starts.
#
# A worker lives for a short time. One compiler tier and the class archive made by `make` bring its start from 170 to 60
# ms, and G1 to 40 (measured, OpenJDK 17): of the JDK's collectors up to 17 it alone takes the objects as they lie in the
# archive, where the others put the modules together anew; and it does so without a look at them where its heap lies as it
# did when the archive was made, whence HeapBaseMinAddress. An archive of another JDK or another path is ignored; -Xlog
# keeps the JVM from saying so. If archives were mapped at random addresses, all their pages would have to be adjusted
# at each start, which takes a tenth of it.
worker_run() (
  [ -d "$PWD" ] || cd /
  worker_become "$@"
)

# worker_supervise NAME ARG...: runs a worker that may take long, and exits with its status. A SIGQUIT, which a JVM keeps
# for itself, ends it as a SIGINT does.
worker_supervise() {
  worker_attend worker_become "$@" 7<&0
  exit "$worker_status"
}

# worker_watch NAME ARG...: does the same for a worker that changes nothing, and so may go on for a moment when this shell
# is killed. It costs one fork only.
worker_watch() {
  worker_attend worker_exec "$@" 7<&0
  exit "$worker_status"
}

# worker_ask WORD...: calls WORD..., a function that becomes a worker, in the background, waits for it, and sets out_answer
# to what it prints. The status is the worker's. `$(...)` would not do, since dash heeds a SIGINT only at its end. The
# file with the answer is deleted as soon as it is open. In the background stdin would be empty, hence descriptor 7.
worker_ask() {
  worker_asked=yes
  if [ -e /proc/self/fd/0 ]; then
    worker_wait "$@" 7<&0
  else
    worker_wait "$@" 7</dev/null
  fi
}

# worker_file_make: makes a file and sets worker_file to its path. It lies in the data directory, if that exists, since a
# worker needs that one anyway.
worker_file_make() {
  for worker_folder in "$PLASH_DATA/tmp" "${TMPDIR:-/tmp}" /tmp /dev/shm; do
    if worker_file=$(mktemp "$worker_folder/plash-answer.XXXXXX" 2>/dev/null); then
      { echo >"$worker_file"; } 2>/dev/null && return
      rm -f "$worker_file" # its disk is full
    fi
  done
  die 'cannot make a temporary file' 'set TMPDIR to a directory that you can write'
}

# worker_wait WORD...: is worker_ask with descriptor 7 as the worker's stdin.
worker_wait() {
  worker_file_make
  # shellcheck disable=SC2094 # what was written is read
  {
    rm -f "$worker_file"
    worker_attend "$@" >&8 8>&- 9<&-
    out_answer=$(cat <&9)
  } 8>"$worker_file" 9<"$worker_file"
  return "$worker_status"
}

# worker_attend WORD...: calls WORD..., a function that becomes a worker, in the background with descriptor 7 as its stdin,
# waits for it, and sets worker_status. A signal that ends this shell ends the worker first.
worker_attend() {
  worker_traps_set
  "$@" <&7 7<&- &
  worker_process=$!
  wait "$worker_process"
  worker_status=$?
  if [ "$worker_status" -eq 255 ] && [ -n "${ZSH_VERSION-}" ]; then
    wait "$worker_process" # zsh gives 255 first for a process that was stopped meanwhile, as by ^Z
    worker_status=$?
  fi
  # shellcheck disable=SC2086 # names
  trap - $worker_trapped
}

# worker_traps_set: sets traps that call worker_end on the signals which end a process. Signals that this process ignores
# (nohup(1), `&` in a script) stay ignored, which zsh would forget; but SIGQUIT is always trapped, since bash, busybox
# and zsh ignore it by themselves. A shell makes its processes in the background ignore SIGINT, with all that they
# start: worker_default is the option of env(1) that undoes it.
worker_traps_set() {
  worker_process='' worker_trapped='QUIT TERM'
  user_read
  trap 'worker_end QUIT 131' QUIT
  trap 'worker_end TERM 143' TERM
  case $status_ignored in
    *[13579bdf]) trap '' HUP ;;
    *)
      trap 'worker_end HUP 129' HUP
      worker_trapped="$worker_trapped HUP"
      ;;
  esac
  case $status_ignored in
    *[2367abef]) ;;
    *)
      trap 'worker_end INT 130' INT
      worker_trapped="$worker_trapped INT" worker_default=--default-signal=INT
      ;;
  esac
}

# worker_end SIGNAL STATUS: ends the worker, and then this shell by SIGNAL, or with STATUS where the shell ignores it. When
# the worker had succeeded already and nobody waits for its answer, this shell succeeds as well.
worker_end() {
  # shellcheck disable=SC2086 # names
  trap - $worker_trapped
  : "${worker_process:=${!-}}"
  case $worker_process in
    '' | 0) ;; # not started yet
    *)
      kill -s TERM "$worker_process" 2>/dev/null
      if wait "$worker_process" 2>/dev/null && [ -z "$worker_asked" ]; then
        exit 0
      fi
      ;;
  esac
  kill -s "$1" "$$"
  exit "$2" # where the shell ignores it
}

# worker_become NAME ARG...: becomes the worker in a subshell of a command that waits for it. The worker is told to end when
# the command ends first, in whatever way.
worker_become() {
  worker_bound=yes
  worker_exec "$@"
}

# worker_begin WORD...: becomes WORD.... A worker that somebody waits for is bound to its parent by setpriv(1) of util-linux
# (prctl(2), PR_SET_PDEATHSIG), and stops ignoring SIGINT by env(1) of coreutils 8.31, where these programs can do it.
worker_begin() {
  if [ -n "$worker_bound" ]; then
    if path_tool_find setpriv "$PATH" --pdeathsig TERM; then
      set -- "$out_path" --pdeathsig TERM -- "$@"
    fi
    if [ -n "$worker_default" ] && path_find env && "$out_path" "$worker_default" true 2>/dev/null; then
      set -- "$out_path" "$worker_default" "$@"
    fi
  fi
  trap 'worker_stop $?' EXIT # a successful exec does away with it
  exec "$@"
}

# worker_java_find: sets worker_java to the path of java, by JAVA_HOME or PATH; false when there is none.
worker_java_find() {
  if [ -n "${JAVA_HOME-}" ]; then
    worker_java=$JAVA_HOME/bin/java
    [ -x "$worker_java" ] && [ ! -d "$worker_java" ]
    return
  fi
  path_find java || return 1
  worker_java=$out_path
}

# worker_java_find_or_die: does the same, and dies when there is none.
worker_java_find_or_die() {
  worker_java_find || worker_java_fail "no java in ${JAVA_HOME:-PATH}"
}

# worker_java_require: dies unless worker_java is new enough, and sets worker_version to which Java it is. The one that made
# the class archive is known; to ask it would take as long as a small worker.
worker_java_require() {
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  if [ -f "$worker_jars/java" ] && { read -r worker_known && read -r worker_version; } <"$worker_jars/java" &&
    [ "$worker_java" -ef "$worker_known" ]; then
    return
  fi
  # shellcheck disable=SC2086 # options, one a word
  { worker_said=$("$worker_java" $worker_size -XX:-PrintWarnings -XX:ErrorFile=/dev/null -version 2>&1); } 2>/dev/null
  worker_version=${worker_said#*version \"}
  worker_version=${worker_version#1.}
  worker_version=${worker_version%%[!0-9]*}
  case $worker_said in
    *'version "'[0-9]*)
      if [ "$worker_version" -ge 17 ]; then
        return
      fi
      worker_java_fail "$worker_java is Java $worker_version, plash needs 17 or later"
      ;;
  esac
  if [ -n "$worker_limits" ]; then
    worker_limits_fail
  fi
  worker_java_fail "cannot start $worker_java, which says: ${worker_said%%
*}"
}

# worker_java_fail MESSAGE: dies with MESSAGE and the hint how to get a java.
worker_java_fail() {
  . "$PLASH_LIBEXEC/lib/remedy.sh"
  remedy_install java
  remedy_find no-java command "$out_words"
  die "$1" "$out_fix"
}

# Variables of the caller that would steer a JVM, or that it needs with other values: the options that HotSpot, its
# launcher and OpenJ9 take from the environment and announce on stderr, the locale, and those of malloc.
worker_own='JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS OPENJ9_JAVA_OPTIONS'
worker_own="$worker_own IBM_JAVA_OPTIONS JAVA_OPTIONS JAVA_OPTS CLASSPATH _JAVA_LAUNCHER_DEBUG _JAVA_VERSION_SET"
worker_own="$worker_own NLSPATH LC_ALL MALLOC_ARENA_MAX"

# worker_variables_hide: puts the caller's variables of these names away, each as PLASH_GIVEN_ and its name. The Java
# side's CallerEnvironment gives them back to all that is the caller's: macros, programs, --import-env.
worker_variables_hide() {
  for worker_name in $worker_own; do
    unset "PLASH_GIVEN_$worker_name"
    # Only a name is evaluated, never a value.
    eval "[ -z \"\${$worker_name+set}\" ] || export \"PLASH_GIVEN_$worker_name=\${$worker_name}\""
    unset "$worker_name"
  done
  export PLASH_GIVEN="$worker_own ${PLASH_GIVEN-}"
}

# worker_limits_read: sets worker_limits to what proc(5) says of the limits that can keep a JVM from starting, which
# reserves address space and has about twenty threads. Where there are such limits, worker_size has the options that
# make the JVM small. The file is sourced, which is one system call, where `read` takes one for each byte in most shells;
# bash and zsh take it for an empty one.
# shellcheck disable=SC2086 # split on purpose
worker_limits_read() {
  worker_limits='' worker_files=
  worker_size='-XX:+UseG1GC -XX:ParallelGCThreads=1 -XX:ConcGCThreads=1 -Xms16m'
  worker_size="$worker_size -XX:HeapBaseMinAddress=2g -XX:StringTableSize=1024"
  command . /proc/self/limits
  if [ -z "$worker_files" ]; then
    while read -r worker_field worker_rest; do
      "$worker_field" $worker_rest
    done </proc/self/limits
  fi
  worker_limits=${worker_limits#, }
  [ -n "$worker_limits" ] || return 0
  worker_size='-XX:+UseSerialGC -Xmx256m -XX:CompressedClassSpaceSize=32m -XX:ReservedCodeCacheSize=16m'
  export MALLOC_ARENA_MAX=1 # else malloc reserves 64 MB of addresses for each thread
} 2>/dev/null

# Limit, Max NAME VALUE...: what the lines of proc(5)'s file of limits call. Keeps a limit that matters.
Limit() { :; }
Max() {
  case $1:$2:${3-} in
    data:*:unlimited | address:*:unlimited | processes:unlimited:*) ;;
    data:*) worker_limits="$worker_limits, $3 bytes of data (ulimit -d)" ;;
    address:*) worker_limits="$worker_limits, $3 bytes of address space (ulimit -v)" ;;
    processes:*) [ "$2" -ge 1000 ] || worker_limits="$worker_limits, $2 processes (ulimit -u)" ;;
    open:*) worker_files=$3 ;;
  esac
}

# worker_limits_require: dies when the limits of this process let no worker start, since a JVM that meets a limit says so
# in words of its own, or crashes. Only where there are limits a worker that does nothing is started to see.
worker_limits_require() {
  case $worker_files in
    ? | 1? | 2[01])
      die "Java cannot work within the limits of this shell: $worker_files open files (ulimit -n)" 'raise it: ulimit -n 256'
      ;;
  esac
  if [ -z "$worker_limits" ]; then
    return
  fi
  { worker_said=$(worker_jvm_exec limits 2>&1); } 2>/dev/null || worker_limits_fail
}

# worker_limits_fail: dies with the limits of this process, and how to raise them.
worker_limits_fail() {
  die "Java cannot start within the limits of this shell: $worker_limits" \
    'raise them: a worker needs 700000 kilobytes (ulimit -v, -d) and 30 processes (ulimit -u)'
}

# worker_exec NAME ARG...: becomes a worker.
worker_exec() {
  descriptors_open
  worker_jars=$PLASH_LIBEXEC/jar
  [ -f "$worker_jars/plash.jar" ] ||
    die "cannot find $worker_jars/plash.jar" 'run `make` first'
  [ -d "$PWD" ] || die 'the working directory is gone' 'cd to one that is there'
  worker_java_find_or_die
  worker_variables_hide
  worker_limits_read
  worker_java_require
  user_read # the modes of what images and the data directory hold do not depend on the caller's umask
  PLASH_UMASK=${plash_umask:-$(umask)}
  umask 022
  LC_ALL=C.UTF-8 # else a JVM reads arguments and file names beyond ASCII as question marks
  unset PLASH_TERMINAL
  if [ -t 2 ]; then
    terminal_columns_read 3<&2
    PLASH_TERMINAL=$out_columns
  fi
  export PLASH_LIBEXEC PLASH_UMASK PWD LC_ALL ${PLASH_TERMINAL+PLASH_TERMINAL}
  worker_limits_require
  worker_jvm_exec "$@"
}

# worker_jvm_exec NAME ARG...: becomes the JVM of a worker, in the environment as it is. The JVM writes no file when it
# crashes, and no threads to stderr on a SIGQUIT. It takes jffi's native library from where plash--archive had it
# unpacked; else jffi would unpack it to /tmp each time. From Java 24 on a JVM warns on stderr of such a library unless
# it is told not to, which takes the archive of modules away: workers that may ask an engine for an image are told. An
# older one starts each program by way of jspawnhelper, unless it is told not to, of which a later one warns.
#
# A worker that moves layers has both compilers: with the first alone SHA-256 takes six times as long (measured). The
# rest, which lives for a moment or waits for tar, starts quicker without the second. What is called some hundred times
# is not worth compiling in so short a life, which took a build a fifth of its processor time: four times as often is.
worker_jvm_exec() {
  case $1 in
    *-oci | *-docker | lock) worker_compilers=-XX:ReservedCodeCacheSize=48m ;;
    *) worker_compilers=-XX:TieredStopAtLevel=1 ;;
  esac
  worker_of_version=
  if [ "$worker_version" -lt 24 ]; then
    worker_of_version=-Djdk.lang.Process.launchMechanism=VFORK
  else
    case $1 in
      build | eval | plashfile | lock | *-docker) worker_of_version=--enable-native-access=ALL-UNNAMED ;;
    esac
  fi
  worker_classes=$worker_jars/plash.jar
  for worker_library in $worker_libraries; do
    worker_classes=$worker_classes:$worker_jars/$worker_library.jar
  done
  # shellcheck disable=SC2086 # options, one a word
  set -- "$worker_java" $worker_size $worker_compilers $worker_of_version -XX:-UsePerfData -Xss512k \
    -XX:CompileThresholdScaling=4 -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-DisplayVMOutput \
    -XX:+DisplayVMOutputToStderr -XX:-PrintWarnings \
    -XX:ErrorFile=/dev/null -XX:-CreateCoredumpOnCrash \
    -Xshare:auto "${worker_archive:--XX:SharedArchiveFile=$worker_jars/plash.jsa}" -Xlog:disable \
    "${worker_unpack:--Djffi.boot.library.path=$worker_jars/native}" ${worker_unpack:+-Djffi.extract.name=libjffi-1.2.so} \
    -cp "$worker_classes" "${worker_main:-io.plash.cmd.Main}" "$@"
  worker_begin "$@"
}

# worker_stop STATUS: dies and says what could not be started. The shell has said why, such as too many arguments.
worker_stop() {
  trap - EXIT
  die "cannot start $worker_java (status $1)" 'plashfiles and --eval-file take longer scripts than arguments can be'
}
