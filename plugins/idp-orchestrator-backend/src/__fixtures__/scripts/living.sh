#!/usr/bin/env bash
# Goes on until it is ended, or longer. Writes the numbers of its processes to
# $EFFECT_FILE, one start a line.
set -euo pipefail

echo "started $$" >> "$EFFECT_FILE"

case $1 in
  chat)
    for (( number = 1; number <= $3 * 20; number++ )); do
      echo "line $number"
      (( number % 10 )) || echo "trouble $number" >&2
      sleep 0.05
    done
    exit 3
    ;;
  silent | short)
    sleep "${3:-60}"
    echo "slept"
    ;;
  stubborn)
    trap '' TERM
    ( trap '' TERM; sleep 300 & sleep 300 & wait ) &
    echo "ready"
    while :; do sleep 1; done
    ;;
  escape)
    setsid bash -c 'trap "" TERM; while :; do sleep 1; done' &
    set -m
    env -u IDP_ATTEMPT_COOKIE sleep 300 &
    set +m
    echo "ready"
    sleep 300
    ;;
  leave-service)
    env -u IDP_ATTEMPT_COOKIE setsid sleep 30 > /dev/null 2>&1 < /dev/null &
    echo "service $!" >> "$EFFECT_FILE"
    ;;
esac
