# The only file that names java: class path, JVM flags, class archive. Sourced; only defines.
# shellcheck shell=sh

# worker_run NAME ARG...: runs one Java worker as a child. stdout is its result only, stderr is
# for people; 0 ok, else it has said why. Needs data_find to have been called where the worker
# touches the data directory.
#
# Short-lived: one compiler tier, the serial collector and the class archive made by `make`
# bring a start from 170 to about 60 ms (measured, OpenJDK 17). An archive of another JDK or
# another path is ignored; -Xlog keeps the JVM from saying so.
worker_run() (
  worker_exec "$@"
)

# worker_exec NAME ARG...: the same, in place of this shell.
worker_exec() {
  worker_java=java
  [ -z "${JAVA_HOME-}" ] || worker_java=$JAVA_HOME/bin/java
  command -v "$worker_java" >/dev/null ||
    die "cannot start java: '$worker_java' not found" 'install a Java 17 runtime (default-jre-headless)'
  worker_jars=$PLASH_LIBEXEC/jar
  [ -f "$worker_jars/plash.jar" ] ||
    die "cannot find $worker_jars/plash.jar" 'run `make` first'
  unset PLASH_LC_ALL PLASH_TERMINAL
  [ -z "${LC_ALL+set}" ] || PLASH_LC_ALL=$LC_ALL
  [ ! -t 2 ] || PLASH_TERMINAL=1
  LC_ALL=C.UTF-8 # else a JVM reads arguments and file names beyond ASCII as question marks
  export PLASH_LIBEXEC PWD LC_ALL ${PLASH_LC_ALL+PLASH_LC_ALL} ${PLASH_TERMINAL+PLASH_TERMINAL}
  exec "$worker_java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xss512k \
    -Xshare:auto "${worker_archive:--XX:SharedArchiveFile=$worker_jars/plash.jsa}" -Xlog:disable -Xlog:all=error:stderr \
    -cp "$worker_jars/plash.jar:$worker_jars/commons-exec.jar" io.plash.cmd.Main "$@"
}
