#!/usr/bin/env bash
# Ends in the ways in which scripts end.
set -euo pipefail

case $1 in
  succeed) echo done ;;
  code)
    for number in {1..30}; do echo "reason $number" >&2; done
    exit "$3"
    ;;
  signal) kill -s "$3" $$ ;;
  outputs)
    {
      echo "name=platform=one"
      echo "text<<END"
      printf 'line 1\nline 2\n'
      echo "END"
    } >> "$IDP_OUTPUT"
    echo "# Done" > "$IDP_SUMMARY"
    ;;
  json-output)
    echo '{"old": true}'
    echo "between"
    printf '{\n  "ready": true,\n  "nested": {\n    "brace": "}"\n  },\n  "text": "\\u0000"\n}\nafter\n'
    ;;
  both-outputs)
    echo '{"a": 1, "b": 1}'
    echo '{"b": 2}' > "$IDP_OUTPUT"
    ;;
  no-json) echo '{"not": json' ;;
  bad-output) echo 'what is this?' > "$IDP_OUTPUT" ;;
  large-output) printf 'key=%0300000d\n' 0 > "$IDP_OUTPUT" ;;
  use)
    bash -c 'for ((i = 0; i < 200000; i++)); do :; done'
    bash -c 'held=$(head -c 20000000 /dev/zero | tr "\0" x); sleep 1.5; echo "${#held}"'
    ;;
esac
