# shellcheck shell=bash disable=SC2034,SC2154  # shared with the script
# The sandbox: every service is a process on this machine, in the place of the
# real one, and answers the same health request on a port of its own.

load_node() {
  node=${IDP_NODE:-node}
  need_command "$node"
  export NODE_OPTIONS=--no-warnings
  export IDP_RUNTIME=sandbox
}
load_node

# control COMMAND [ARGUMENT]...
control() {
  "$node" "$PLATFORM_DIR/sandbox/control.mjs" "$@"
}

# layer_services LAYER: their names. LocalStack belongs to development only.
layer_services() {
  control list "$1" | while read -r name; do
    if [[ $name != localstack || $environment == development ]]; then say "$name"; fi
  done
}

# ensure_layer LAYER: brings up what is not there yet.
ensure_layer() {
  local names
  mapfile -t names < <(layer_services "$1")
  ensure_services "${names[@]}"
}

# ensure_services NAME...
ensure_services() {
  local command=start
  if [[ $dry_run == true ]]; then command=plan-start; fi
  collect "$command" "$@" || fail "$EXIT_FAILED" "not all services came up: $(names_with failed)"
}

# remove_layer LAYER
remove_layer() {
  local names
  mapfile -t names < <(layer_services "$1")
  remove_services "${names[@]}"
}

remove_services() {
  local command=stop
  if [[ $dry_run == true ]]; then command=plan-stop; fi
  collect "$command" "$@" || fail "$EXIT_FAILED" "not all services ended: $(names_with failed)"
}

# show_layer LAYER: what runs, and warns about what does not.
show_layer() {
  local names one
  mapfile -t names < <(layer_services "$1")
  collect status "${names[@]}"
  for one in "${resources[@]}"; do
    [[ $(json_field status "$one") == healthy ]] ||
      warn "$(json_field name "$one") is $(json_field status "$one")"
  done
}

# collect COMMAND NAME...: runs it and keeps its lines of JSON as resources.
collect() {
  local lines line code=0
  lines=$(control "$@") || code=$?
  while IFS= read -r line; do
    [[ -z $line ]] || add_resource "$line"
  done <<< "$lines"
  return "$code"
}

# names_with STATUS: of the resources so far.
names_with() {
  local one names=()
  for one in ${resources[@]+"${resources[@]}"}; do
    if [[ $(json_field status "$one") == "$1" ]]; then names+=("$(json_field name "$one")"); fi
  done
  printf '%s' "${names[*]}"
}
