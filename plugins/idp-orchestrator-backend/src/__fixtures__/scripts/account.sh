#!/usr/bin/env bash
# Tells what its account may do, and tries what it may not.
set -uo pipefail

attempt=${IDP_OUTPUT%/*}

case $1 in
  tell)
    echo "user $(id -u) groups $(id -G) home $HOME $USER $LOGNAME"
    grep -E '^(NoNewPrivs|CapInh|CapPrm|CapEff|CapAmb):' /proc/self/status
    echo "by name" > /dev/stderr
    echo "told=yes" > "$IDP_OUTPUT"
    echo "# Told" > "$IDP_SUMMARY"
    ;;
  pry)
    tr '\0' '\n' < "/proc/$3/environ" | grep SECRET_OF_BACKEND
    ;;
  tamper)
    for name in exit script identity.1 launch.json lease supervisor.log; do
      { echo forged > "$attempt/$name"; } && echo "wrote $name"
    done 2> /dev/null
    { echo new > "$attempt/new"; } 2> /dev/null && echo "made a file"
    mv "$IDP_OUTPUT" "$attempt/moved" 2> /dev/null && echo "moved its output"
    rm -f "$IDP_OUTPUT" 2> /dev/null && echo "removed its output"
    ls "$attempt" > /dev/null 2>&1 && echo "listed its folder"
    cat "$attempt/launch.json" > /dev/null 2>&1 && echo "read launch.json"
    kill -s KILL "$PPID" 2> /dev/null && echo "killed its supervisor"
    echo "tried"
    exit 4
    ;;
  plant)
    # A program of the name of one that its supervisor needs.
    printf '#!/bin/sh\nid -u > "$EFFECT_FILE"\nexec /usr/bin/mkfifo "$@"\n' > "$PLANTED/mkfifo"
    chmod +x "$PLANTED/mkfifo"
    sleep 2
    ;;
esac
