#!/usr/bin/env bash
# Runs one attempt of a script in a pod of its own, and sends what it hands over
# at the end of the log. It is the first process of its container, so what it
# leaves behind ends with it.
#
# Needs bash 4, and at the end head, wc and base64 (coreutils or busybox).
#
#   $1 folder of the claim   $2 folder that the script may write to
#   $3 most bytes of the output   $4 most bytes of the summary
claim=$1 files=$2
IFS= read -r nonce < "$claim/nonce"
mark="::idp-$nonce::"

script_output=$files/output script_summary=$files/summary
input=/dev/null
[ -e "$claim/stdin" ] && input=$claim/stdin

# A signal goes to the script and all that it started; this waits for them.
stopping=
stop() {
  stopping=1 signalled=1
  [ -z "$child" ] || kill -s TERM -- "-$child" 2>/dev/null
}
child=
trap stop TERM INT HUP

# Hundredths of a second since the kernel began, which nobody sets.
read_uptime() {
  uptime=
  { read -r uptime _ < /proc/uptime; } 2>/dev/null
  uptime=${uptime/./}
}

# Sends the beginning of a file: its size, then base64, line by line.
send() {
  if [ -L "$2" ] || { [ -e "$2" ] && [ ! -f "$2" ]; }; then
    printf '%s%s odd\n' "$mark" "$1"
  elif [ -s "$2" ]; then
    bytes=$(wc -c < "$2")
    printf '%s%s %s\n' "$mark" "$1" "${bytes//[!0-9]/}"
    head -c "$3" < "$2" | base64 | while IFS= read -r line; do
      printf '%s+%s\n' "$mark" "$line"
    done
  fi 2>/dev/null
}

# The most memory that the container used, which its kernel knows.
read_peak() {
  peak=
  { read -r peak < /sys/fs/cgroup/memory.peak ||
    read -r peak < /sys/fs/cgroup/memory/memory.max_usage_in_bytes; } 2>/dev/null
}

argv=()
while IFS= read -r -d '' word; do argv+=("$word"); done < "$claim/arguments"
(umask 077; : > "$script_output"; : > "$script_summary")

printf '%sstart\n' "$mark"
read_uptime
started=$uptime
set -m
(
  while IFS= read -r -d '' entry; do
    export "${entry?}"
  done < "$claim/environment"
  export IDP_OUTPUT=$script_output IDP_SUMMARY=$script_summary
  exec "${argv[@]}" < "$input"
) &
child=$!
set +m
[ -z "$stopping" ] || stop

while :; do
  signalled=
  wait "$child"
  code=$?
  # A signal to this process ends the wait, not the script.
  [ -n "$signalled" ] || break
done
read_uptime
# What the script started may put things in order, as long as the grace time is.
while [ -n "$stopping" ] && kill -0 -- "-$child" 2>/dev/null; do
  sleep 0.1 || break
done

# Its second line is the CPU time of what was waited for, and its children.
times > "$files/times"
{ read -r _; read -r user system; } < "$files/times"
read_peak
# The line end is ours: the script may have ended in the middle of a line.
printf '\n%sresults\n' "$mark"
send output "$script_output" "$3"
send summary "$script_summary" "$4"
printf '%sexit %s %s %s %s %s\n' "$mark" "$code" \
  "$(( (uptime - started) * 10 ))" "${user:-none}" "${system:-none}" "${peak:-none}"
printf '%send\n' "$mark"
exit "$code"
