# shellcheck shell=bash disable=SC2034,SC2154  # shared with the script
# The real thing: containers by docker, charts by helm. A dry run asks no
# cluster and waits for nothing; it says which commands would be run.

# shellcheck source=components.sh
source "$PLATFORM_DIR/scripts/lib/components.sh"

readonly CHART_TIMEOUT=${IDP_CHART_TIMEOUT:-5m}
readonly CONTAINER_TIMEOUT_SECONDS=60

# ensure_layer LAYER: brings up what is not there yet.
ensure_layer() {
  local line done=0 lines
  mapfile -t lines < <(components_of "$1")
  for line in "${lines[@]}"; do
    ensure_component "$line"
    done=$((done + 1))
    progress $((100 * done / ${#lines[@]})) "${line%%|*} is there"
  done
}

ensure_services() {
  local name
  for name; do ensure_component "$(find_component "$name")"; done
}

remove_layer() {
  local line
  while IFS= read -r line; do remove_component "$line"; done < <(components_of "$1")
}

remove_services() {
  local name
  for name; do remove_component "$(find_component "$name")"; done
}

# show_layer LAYER: warns about what is not there.
show_layer() {
  local line
  require_tools
  while IFS= read -r line; do show_component "$line"; done < <(components_of "$1")
}

find_component() {
  local layer line
  for layer in infrastructure platform-core monitoring; do
    while IFS= read -r line; do
      if [[ ${line%%|*} == "$1" ]]; then say "$line" && return; fi
    done < <(components_of "$layer")
  done
  fail "$EXIT_CONFIGURATION" "there is no component $1 in the kubernetes runtime"
}

ensure_component() {
  local name kind where source version
  IFS='|' read -r name kind where source version <<< "$1"
  if [[ $dry_run == true ]]; then
    would "$name" "would-install"
    case $kind in
      container) show_command docker run --detach --name "idp-$name" "$source:$version" ;;
      *) show_command helm upgrade --install "$name" --repo "${source% *}" "${source#* }" --version "$version" --namespace "$where" ;;
    esac
    return
  fi
  require_tools
  "ensure_$kind" "$name" "$where" "$source" "$version"
}

# ensure_container NAME PORT/PATH IMAGE VERSION
ensure_container() {
  local name=$1 port=${2%%/*} path=/${2#*/} status=existing arguments=()
  if [[ $name == opa ]]; then arguments=(run --server --addr 0.0.0.0:8181); fi
  if [[ $(docker inspect --format '{{.State.Running}}' "idp-$name" 2> /dev/null) != true ]]; then
    docker rm --force "idp-$name" > /dev/null 2>&1 || true
    docker run --detach --name "idp-$name" --restart unless-stopped \
      --publish "127.0.0.1:$port:$port" "$3:$4" ${arguments[@]+"${arguments[@]}"} > /dev/null
    status=created
  fi
  wait_for_answer "$name" "http://127.0.0.1:$port$path"
  resource service "$name" "$status" "http://localhost:$port"
}

# ensure_chart NAME NAMESPACE 'REPOSITORY CHART' VERSION
ensure_chart() {
  local status=created
  if helm status "$1" --namespace "$2" > /dev/null 2>&1; then status=existing; fi
  helm upgrade --install "$1" "${3#* }" --repo "${3% *}" --version "$4" \
    --namespace "$2" --create-namespace --wait --timeout "$CHART_TIMEOUT"
  resource service "$1" "$status"
}

remove_component() {
  local name kind where source version
  IFS='|' read -r name kind where source version <<< "$1"
  if [[ $dry_run == true ]]; then
    would "$name" "would-remove"
  elif [[ $kind == container ]]; then
    need_command docker
    docker rm --force "idp-$name" > /dev/null 2>&1 || true
    resource service "$name" removed
  else
    require_tools
    helm uninstall "$name" --namespace "$where" --ignore-not-found --wait
    resource service "$name" removed
  fi
}

show_component() {
  local name kind where source version status=missing
  IFS='|' read -r name kind where source version <<< "$1"
  if [[ $kind == container ]]; then
    if [[ $(docker inspect --format '{{.State.Running}}' "idp-$name" 2> /dev/null) == true ]]; then status=running; fi
  elif helm status "$name" --namespace "$where" > /dev/null 2>&1; then
    status=deployed
  fi
  resource service "$name" "$status"
  if [[ $status == missing ]]; then warn "$name is missing"; fi
}

# Asked for once, before the first change.
require_tools() {
  [[ -z ${tools_are_there:-} ]] || return 0
  need_command docker kubectl helm
  docker info > /dev/null 2>&1 || fail "$EXIT_MISSING" 'the docker daemon does not answer; start it'
  kubectl get --raw /readyz --request-timeout=5s > /dev/null 2>&1 ||
    fail "$EXIT_MISSING" "no cluster answers in the context $(kubectl config current-context 2> /dev/null || echo '(none)'); choose one with kubectl config use-context"
  tools_are_there=true
}

# wait_for_answer NAME URL
wait_for_answer() {
  local end=$((SECONDS + CONTAINER_TIMEOUT_SECONDS))
  until curl --silent --fail --max-time 3 --output /dev/null "$2"; do
    ((SECONDS < end)) || fail "$EXIT_FAILED" "$1 does not answer at $2 within $CONTAINER_TIMEOUT_SECONDS s; its last words: $(docker logs --tail 5 "idp-$1" 2>&1)"
    sleep 1
  done
}

would() { resource service "$1" "$2"; }

show_command() {
  say "would run: $*"
}
