# What `plash doctor` checks without a JVM, and how it prints what is found. Sourced; only defines.
#
# Needs:  lib/base.sh, lib/tool.sh, lib/remedy.sh, lib/worker.sh
# Sets:   doctor_broken, `yes` once something is broken
# shellcheck shell=sh

# doctor_begin FORMAT: begins the output, which is `text` or `json`.
doctor_begin() {
  doctor_format=$1
  doctor_broken='' doctor_comma='['
  doctor_separator=$(printf '\037')
  doctor_hint='
plash: '
}

# doctor_end: ends the output and the command, with status 1 when something is broken.
doctor_end() {
  [ "$doctor_format" = text ] || print_result ']'
  [ -z "$doctor_broken" ]
  exit
}

# doctor_say STATUS NAME FOUND [EFFECT FIX]: prints one finding. STATUS is ok, limited, broken or unknown, NAME says
# what was checked.
doctor_say() {
  [ "$1" != broken ] || doctor_broken=yes
  if [ "$doctor_format" = json ]; then
    doctor_json_begin
    doctor_json_add name "$2"
    doctor_json_add status "$1"
    doctor_json_add found "$3"
    doctor_json_add effect "${4-}"
    doctor_json_add fix "${5-}"
    print_result "$doctor_object}"
    return
  fi
  case $1 in
    ok) doctor_object='ok     ' ;;
    broken) doctor_object='broken ' ;;
    *) doctor_object=$1 ;;
  esac
  print_result "$doctor_object  $2: $3${4:+; $4}${5:+; to mend it: $5}"
}

# doctor_json_begin: sets doctor_object to the beginning of one element of the array.
doctor_json_begin() {
  doctor_object=$doctor_comma'{'
  doctor_comma=,
}

# doctor_json_add KEY TEXT: adds a member to doctor_object.
doctor_json_add() {
  doctor_text='' doctor_rest=$2
  while :; do
    case $doctor_rest in
      *[\"\\]*) ;;
      *) break ;;
    esac
    doctor_head=${doctor_rest%%[\"\\]*}
    doctor_rest=${doctor_rest#"$doctor_head"}
    doctor_text=$doctor_text$doctor_head\\${doctor_rest%"${doctor_rest#?}"}
    doctor_rest=${doctor_rest#?}
  done
  [ "${doctor_object%"{"}" != "$doctor_object" ] || doctor_object="$doctor_object, "
  doctor_object="$doctor_object\"$1\": \"$doctor_text$doctor_rest\""
}

# doctor_lack STATUS NAME FOUND REMEDY [WORD VALUE]...: prints a finding with the words that lib/remedies has for it.
doctor_lack() {
  doctor_status=$1 doctor_name=$2 doctor_found=$3
  shift 3
  remedy_find "$@"
  doctor_say "$doctor_status" "$doctor_name" "$doctor_found" "$out_effect" "$out_fix"
}

# doctor_flatten TEXT: sets out_line to TEXT without control characters, which would make more than one line of it.
doctor_flatten() {
  out_line=$1
  case $1 in
    *[[:cntrl:]]*) out_line=$(printf %s "$1" | LC_ALL=C tr '[:cntrl:]' '?') ;;
  esac
}

# doctor_attempt STATUS NAME EFFECT WORD...: calls WORD... in a subshell, and prints what its error says as a finding of
# STATUS when it fails. Then it is false; else doctor_answer is what WORD... printed.
doctor_attempt() {
  doctor_status=$1 doctor_name=$2 doctor_effect=$3
  shift 3
  doctor_answer=$(exec 2>&1 && "$@") && return
  doctor_fix=
  case $doctor_answer in
    *"$doctor_hint"*) doctor_fix=${doctor_answer#*"$doctor_hint"} ;;
  esac
  doctor_answer=${doctor_answer#*plash error: }
  doctor_flatten "${doctor_answer%%"$doctor_hint"*}"
  doctor_answer=$out_line
  doctor_flatten "$doctor_fix"
  doctor_say "$doctor_status" "$doctor_name" "$doctor_answer" "$doctor_effect" "$out_line"
  return 1
}

# doctor_kernel: /proc and the version of Linux. Sets doctor_proc when /proc is there.
doctor_kernel() {
  doctor_proc='' doctor_release=
  { read -r doctor_release </proc/sys/kernel/osrelease; } 2>/dev/null
  if [ ! -e /proc/self/status ]; then
    doctor_lack broken proc 'nothing is mounted on /proc' no-proc
    return
  fi
  doctor_proc=yes
  doctor_say ok proc 'is mounted'
  doctor_minor=${doctor_release#*.}
  doctor_minor=${doctor_minor%%[!0-9]*}
  doctor_major=${doctor_release%%[!0-9]*}
  if [ -z "$doctor_major" ] || [ -z "$doctor_minor" ]; then
    doctor_say unknown kernel 'its version is hidden'
  elif [ "$((doctor_major * 1000 + doctor_minor))" -lt 5011 ]; then
    doctor_lack broken kernel "Linux $doctor_release" old-kernel
  else
    doctor_say ok kernel "Linux $doctor_release"
  fi
}

# doctor_shell: whether /bin/sh can run plash, which is for plash itself to say.
doctor_shell() {
  doctor_found=$(readlink -f /bin/sh 2>/dev/null) || doctor_found=/bin/sh
  doctor_answer=$(/bin/sh "$PLASH_LIBEXEC/plash" version 2>&1) && {
    doctor_say ok sh "$doctor_found"
    return
  }
  remedy_install dash
  for doctor_word in dash bash busybox mksh yash zsh; do
    if path_find "$doctor_word"; then
      out_command="as root: ln -sf $out_path /bin/sh"
      break
    fi
  done
  doctor_answer=${doctor_answer#*plash error: }
  doctor_flatten "$doctor_answer"
  doctor_lack broken sh "$doctor_found cannot run plash${out_line:+: $out_line}" sh command "$out_command"
}

# doctor_programs: the programs that plash starts.
doctor_programs() {
  doctor_program broken no-tool mount -c
  doctor_program broken no-tool unshare --mount --propagation slave --kill-child
  doctor_program broken no-tool chroot
  doctor_program broken no-tool-for-builds setsid
  doctor_program broken no-tool-for-builds setpriv --pdeathsig TERM
  doctor_program broken no-tool-for-builds mktemp
  doctor_program broken no-tool-for-builds sync
  doctor_program broken no-tool-for-builds awk
  doctor_program limited no-tool-for-archives tar --xattrs --preserve-permissions
  doctor_program limited no-decompressor gzip
  doctor_program limited no-decompressor bzip2
  doctor_program limited no-decompressor xz
  doctor_program limited no-decompressor zstd --long=31
  doctor_program limited no-gpgv gpgv
  doctor_program limited no-python3 python3
  doctor_program limited no-mmdebstrap mmdebstrap
  doctor_program limited no-busybox busybox
  doctor_program limited no-fuse-overlayfs fuse-overlayfs
  if [ "$(id -u 2>/dev/null)" = 0 ]; then
    return # root maps no ids
  fi
  doctor_program limited no-newuidmap newuidmap
  doctor_program limited no-newuidmap newgidmap
}

# doctor_program STATUS REMEDY PROGRAM [OPTION]...: whether PROGRAM is there, and takes the options that plash gives it;
# a busybox's may not. chroot is looked for as plash--enter does: users of some systems have no sbin in PATH.
doctor_program() {
  doctor_status=$1 doctor_remedy=$2 doctor_name=$3 doctor_folders=$PATH
  shift 3
  if [ "$doctor_name" = chroot ]; then
    doctor_folders=$PATH:/usr/sbin:/sbin
  fi
  if path_tool_find "$doctor_name" "$doctor_folders" "$@" &&
    { [ $# -eq 0 ] || tool_start command "$out_path" "$@" --version </dev/null >/dev/null 2>&1; }; then
    doctor_flatten "$out_path"
    doctor_say ok "$doctor_name" "$out_line"
    return
  fi
  remedy_tool "$doctor_name" "$@"
  doctor_flatten "$out_lack"
  doctor_lack "$doctor_status" "$doctor_name" "$out_line" "$doctor_remedy" command "$out_command"
}

# doctor_host: files of the host that containers see.
doctor_host() {
  if [ -f /etc/resolv.conf ] && [ -r /etc/resolv.conf ] && [ -s /etc/resolv.conf ]; then
    doctor_say ok resolv.conf 'is a file'
  else
    doctor_lack limited resolv.conf '/etc/resolv.conf is no file that can be read, or is empty' no-resolv-conf
  fi
  if [ ! -e /dev/fuse ]; then
    doctor_lack limited fuse 'there is no /dev/fuse' no-fuse
  elif [ -r /dev/fuse ] && [ -w /dev/fuse ]; then
    doctor_say ok fuse '/dev/fuse can be used'
  else
    doctor_lack limited fuse '/dev/fuse cannot be read and written' closed-fuse
  fi
}

# doctor_data: sets PLASH_DATA, exported, to the data directory, whether it is there or not; unsets it, and says why,
# where this user cannot have it.
doctor_data() {
  if doctor_attempt broken data 'nothing can run' doctor_data_check; then
    data_locate_or_die 2>/dev/null
  else
    unset PLASH_DATA
  fi
}

doctor_data_check() {
  data_require
  data_access_require
}

# doctor_worker: everything else, by a worker; its lines have the arguments of doctor_say.
doctor_worker() {
  if [ -z "$doctor_proc" ]; then
    doctor_say unknown java 'does not start without /proc'
    doctor_say unknown rest 'namespaces, ids, overlays, docker and the data directory were not checked: that needs Java'
  elif doctor_attempt broken java 'only what was built before can run' worker_run doctor; then
    while IFS=$doctor_separator read -r doctor_status doctor_name doctor_found doctor_effect doctor_fix; do
      doctor_say "$doctor_status" "$doctor_name" "$doctor_found" "$doctor_effect" "$doctor_fix"
    done <<EOT
$doctor_answer
EOT
  else
    doctor_say unknown rest 'namespaces, ids, overlays, docker and the data directory were not checked: that needs Java'
  fi
}
