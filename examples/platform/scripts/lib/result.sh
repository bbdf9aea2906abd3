# shellcheck shell=bash disable=SC2034,SC2154  # shared with the script
# What a script says: text for people, and one JSON document for programs.

resources=()
warnings=()

say() { printf '%s\n' "$*"; }

# progress PERCENT TEXT
progress() {
  if [[ -n ${IDP_RUN_ID:-} ]]; then
    say "::progress::$1::$2"
  else
    say "[$1 %] $2"
  fi
}

# warn TEXT: the script goes on, and ends with 2.
warn() {
  warnings+=("$1")
  if [[ -n ${IDP_RUN_ID:-} ]]; then say "::warning::$1"; else say "warning: $1"; fi
}

# fail CODE TEXT: ends the script.
fail() {
  trap - ERR
  if [[ -n ${IDP_RUN_ID:-} ]]; then say "::error::$2" >&2; else say "error: $2" >&2; fi
  if [[ ${json:-false} == true ]]; then print_result "$2" >&3; fi
  exit "$1"
}

# A command that failed where none was expected to.
fail_unexpected() {
  fail "$EXIT_FAILED" "line $2 of $(basename "$3") ended with $1: $4"
}
trap 'fail_unexpected $? "$LINENO" "${BASH_SOURCE[0]}" "$BASH_COMMAND"' ERR

# resource KIND NAME STATUS [URL]: one thing of the platform, and what became of it.
resource() {
  local kind name status url=
  kind=$(json_text "$1") name=$(json_text "$2") status=$(json_text "$3")
  if [[ -n ${4:-} ]]; then url=",\"url\":$(json_text "$4")"; fi
  add_resource "{\"kind\":$kind,\"name\":$name,\"status\":$status$url}"
}

# add_resource JSON
add_resource() {
  resources+=("$1")
}

# finish: prints the result; ends with 0, or with 2 after warnings.
finish() {
  trap - ERR
  write_summary
  if [[ $json == true ]]; then print_result >&3; fi
  ((${#warnings[@]} == 0)) || exit "$EXIT_WARNINGS"
  exit 0
}

# print_result [ERROR]
print_result() {
  printf '{"action":%s,"environment":%s,"runtime":%s,"dry_run":%s' \
    "$(json_text "$action")" "$(json_text "${environment:-}")" \
    "$(json_text "${runtime:-}")" "$dry_run"
  printf ',"resources":[%s]' "$(join_commas ${resources[@]+"${resources[@]}"})"
  printf ',"warnings":[%s]' "$(json_texts ${warnings[@]+"${warnings[@]}"})"
  if [[ -n ${1:-} ]]; then printf ',"error":%s' "$(json_text "$1")"; fi
  printf '}\n'
}

# A table for the run page, where there is one.
write_summary() {
  [[ -n ${IDP_SUMMARY:-} ]] && ((${#resources[@]} > 0)) || return 0
  local one
  {
    printf '| what | status |\n| --- | --- |\n'
    for one in "${resources[@]}"; do
      printf '| %s | %s |\n' "$(json_field name "$one")" "$(json_field status "$one")"
    done
  } >> "$IDP_SUMMARY"
}

# json_field NAME JSON: a text field of one of our own one-line objects.
json_field() {
  local rest=${2#*\""$1"\":\"}
  [[ $rest == "$2" ]] || printf '%s' "${rest%%\"*}"
}

json_text() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\r'/\\r}
  text=${text//$'\t'/\\t}
  printf '"%s"' "${text//[[:cntrl:]]/}"
}

json_texts() {
  local text texts=()
  for text; do texts+=("$(json_text "$text")"); done
  join_commas ${texts[@]+"${texts[@]}"}
}

join_commas() {
  local IFS=,
  printf '%s' "$*"
}
