#!/usr/bin/env bash
# Runs one attempt of a script so that it survives its backend, and ends it
# when no backend has cared for it for longer than the adoption window.
#
# Written for bash 3.2 (macOS) as well. External commands cost 1-3 ms each and
# are avoided; $EPOCHREALTIME and /proc are used where they exist.
#
#   $1 spool folder of the attempt   $2 number of this launch
#   $3 boot of the kernel            $4 adoption window, s
#   $5 grace time, s                 $6 cookie of the attempt
#   $7 umask of the script, or empty the rest: the command
#   fd 3, 4: stdout and stderr of the script   fd 5: ends with the backend
spool=$1 launch=$2 boot=$3 window=$4 grace=$5 cookie=$6 mask=$7
shift 7
# The commands below are found whatever PATH the script is given, and not first
# in folders of it: a script with an account of its own may write there, and
# this runs with the backend's.
script_path=$PATH
PATH=/usr/bin:/bin:$PATH

# A handler and not an ignored signal: what is ignored here would be ignored
# in the script as well.
trap 'signalled=1' TERM INT HUP QUIT USR1 USR2

read_time() {
  now=$EPOCHREALTIME
  [ -n "$now" ] || now=$(date +%s)
}

# Seconds since the kernel began, which nobody sets; empty where it has no such file.
read_uptime() {
  uptime=
  { read -r uptime _ < /proc/uptime; } 2>/dev/null
}

# What tells this process from a later one with the same number.
read_stat() {
  stat=
  if [ -r /proc/self/stat ]; then
    { IFS= read -r stat < "/proc/$1/stat"; } 2>/dev/null
  else
    stat=$(LC_ALL=C ps -o lstart= -p "$1")
  fi
}

# Fills the room that the backend reserved for a note, in place: that needs no
# room on a disk that the script may have filled.
format_note() {
  printf -v note '%s\n%*s\nend\n' "$1" $(( 1018 - ${#1} )) ''
}

has_cookie() {
  while IFS= read -r -d '' entry; do
    [ "$entry" = "IDP_ATTEMPT_COOKIE=$cookie" ] && return 0
  done 2>/dev/null < "/proc/$1/environ"
  return 1
}

# In the session that this supervisor leads, and not one of its own.
in_session() {
  { IFS= read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
  # Unquoted: the fields of proc(5). A name with a space in it shifts them, and
  # then the process is known by its cookie only.
  # shellcheck disable=SC2086
  set -- $stat
  [ "$6" = "$$" ] && [ "$5" != "$$" ]
}

# Processes that left the group are still in the session, or carry the cookie.
kill_strays() {
  cd /proc 2>/dev/null || return 0
  for pid in [0-9]*; do
    if in_session "$pid" || has_cookie "$pid"; then
      kill -s "$1" "$pid" 2>/dev/null
    fi
  done
}

group_lives() {
  kill -0 -- "-$child" 2>/dev/null
}

end_script() {
  printf 'no owner for %s s\n' "$window" > "$spool/orphaned"
  group_lives && kill -s TERM -- "-$child" 2>/dev/null
  kill_strays TERM
  # Counted, because $SECONDS goes by a clock that may be set.
  for (( left = grace; left > 0; left-- )); do
    group_lives || break
    sleep 1
  done
  group_lives && kill -s KILL -- "-$child" 2>/dev/null
  # Again for what was forked while the list was gone through.
  for _ in 1 2 3; do kill_strays KILL; done
}

# Waits until no byte came for the adoption window. From bash 5.2 on, a read is
# over as well when the clock of the wall was set forward: the uptime decides.
until_silent() {
  read_uptime
  heard=${uptime%.*}
  while :; do
    if read -r -t "$window" -n 1 -u 9; then
      read_uptime
      heard=${uptime%.*}
      continue
    fi
    read_uptime
    [ -n "$uptime" ] || return
    [ $(( ${uptime%.*} - heard )) -lt "$window" ] || return
  done
}

# Where the pipe cannot be made, since the folder is gone or the disk is full,
# the script goes on while the backend that started it lives.
make_lease() {
  misses=0
  until {
    { [ -p "$spool/lease" ] || mkfifo "$spool/lease"; } &&
      exec 9<> "$spool/lease"
  } 2>/dev/null; do
    sleep 1
    kill -0 "$PPID" 2>/dev/null && continue
    misses=$(( misses + 1 ))
    [ "$misses" -lt "$window" ] || return 1
  done
}

# The owner writes a byte now and then. Opened for reading and writing, the
# pipe has no end of file when an owner dies, and a new owner just goes on.
watch_lease() {
  # Most scripts are over sooner, and need no pipe.
  read -r -t 1 -n 1 -u 5
  exec 5<&-
  make_lease && until_silent
  # The supervisor may have been killed: then the group's number counts only
  # while the script is there to prove it.
  if kill -0 "$$" 2>/dev/null || has_cookie "$child"; then
    end_script
  fi
}

[ -n "$mask" ] || mask=$(umask)
umask 077

# Whoever creates the identity owns the attempt: this supervisor, or a backend
# that gave this launch up and starts another.
read_time
read_stat "$$"
set -o noclobber
if ! printf 'pid %s\nboot %s\nat %s\nstat %s\nend\n' \
  "$$" "$boot" "$now" "$stat" > "$spool/identity.$launch"; then
  echo "launch $launch was given up before it began" >&2
  exit 75
fi
set +o noclobber

# Held open, so that nothing that the script does to the folder leads it astray.
exec 8<> "$spool/exit"

set -m
(
  umask "$mask"
  export PATH="$script_path" IDP_ATTEMPT_COOKIE="$cookie"
  exec "$@" >&3 2>&4 3>&- 4>&- 5<&- 8>&-
) &
child=$!
set +m
exec 3>&- 4>&-
read_time
started=$now
read_uptime
up_started=$uptime
read_stat "$child"
format_note "pid $child
at $started
stat $stat"
printf '%s' "$note" 1<> "$spool/script"

watch_lease &
watcher=$!
exec 5<&-

while :; do
  signalled=
  wait "$child"
  code=$?
  # A signal to the supervisor ends the wait, not the script.
  [ -n "$signalled" ] || break
done

read_time
ended=$now
read_uptime
up_ended=$uptime
orphaned=no
if [ -e "$spool/orphaned" ]; then
  orphaned=yes
  wait "$watcher"
else
  kill "$watcher" 2>/dev/null
fi
# Its second line is the CPU time of what was waited for, and its children.
times > "$spool/times"
{ read -r _; read -r user system; } < "$spool/times"
# What needed new room shows whether there was any.
full=no
[ -d "$spool" ] && [ -z "$system" ] && full=yes
format_note "code $code
started $started
ended $ended
orphaned $orphaned
user $user
system $system
up-started $up_started
up-ended $up_ended
full $full"
printf '%s' "$note" >&8
