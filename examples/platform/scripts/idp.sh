#!/usr/bin/env bash
# The platform as a whole, by hand: what the orchestrator does as flows.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: idp.sh ACTION [SERVICE]... [--services A,B] [--environment NAME] [--dry-run] [--json]

Actions:
  status            the health of all services, or of those named (default)
  setup             everything, in order; what is there already is left alone
  start             starts services, those that they need first
  stop              stops services, those that need them first
  restart           both
  build-backstage   builds and deploys Backstage
  credentials       says where the passwords are kept; prints none
  config            what the scripts would work with
  versions          of the programs in use

Ends with 0, 1 after a failure, 2 after warnings, 3 for a wrong call, 4 when
something is missing.
EOF
}

script() {
  local name=$1 code=0
  shift
  local common=(--environment "$environment")
  [[ $dry_run == false ]] || common+=(--dry-run)
  "$PLATFORM_DIR/scripts/$name" "$@" "${common[@]}" || code=$?
  case $code in
    0) resource script "$name" ok ;;
    "$EXIT_WARNINGS") resource script "$name" warnings && warn "$name ended with warnings" ;;
    *) resource script "$name" failed && fail "$code" "$name ended with $code" ;;
  esac
}

set_up_all() {
  "$PLATFORM_DIR/scripts/check-prerequisites.sh" || (($? == EXIT_WARNINGS)) ||
    fail "$EXIT_MISSING" 'something that the platform needs is missing'
  script infrastructure-setup.sh setup-infrastructure
  script auth-management.sh setup-full
  script platform-core.sh setup
  script monitoring-setup.sh setup
  script backstage-build.sh build
  [[ $dry_run == true ]] || script health-check.sh check
}

# The named services, or all of the environment, those that others need first.
list_services() {
  mapfile -t services < <(control order ${operands[@]+"${operands[@]}"})
  ((${#services[@]} > 0)) || fail "$EXIT_CONFIGURATION" 'no such service'
}

reverse_services() {
  local reversed=() name
  for name in "${services[@]}"; do reversed=("$name" ${reversed[@]+"${reversed[@]}"}); done
  services=("${reversed[@]}")
}

require_sandbox() {
  [[ $runtime == sandbox ]] ||
    fail "$EXIT_CONFIGURATION" "$action of single services is for the sandbox; with kubernetes use the orchestrator's operations"
}

start_services() {
  require_sandbox
  list_services
  ensure_services "${services[@]}"
}

stop_services() {
  require_sandbox
  list_services
  reverse_services
  remove_services "${services[@]}"
}

restart_services() {
  stop_services
  start_services
}

show_credentials() {
  local file=${IDP_STATE_DIR:-}/credentials.json
  [[ -n ${IDP_STATE_DIR:-} && -f $file ]] ||
    fail "$EXIT_FAILED" 'there are no credentials yet; run the action setup'
  say "They are in $file, which only its owner may read."
  resource file credentials.json existing
}

show_config() {
  local name
  for name in IDP_RUNTIME IDP_ENVIRONMENT IDP_STATE_DIR IDP_SANDBOX_PORT_OFFSET AUTH_COGNITO_ENDPOINT; do
    say "$name=${!name:-}"
    resource setting "$name" "${!name:-unset}"
  done
}

show_versions() {
  local name
  for name in bash "${IDP_NODE:-node}" docker kubectl helm; do
    if ! command -v "$name" > /dev/null; then
      resource program "$name" missing
    elif [[ $name == kubectl ]]; then
      resource program "$name" "$(kubectl version --client 2> /dev/null | head -n 1)"
    else
      resource program "$name" "$("$name" --version 2> /dev/null | head -n 1)"
    fi
  done
}

show_status() {
  local arguments=(check --environment "$environment")
  [[ $json == false ]] || arguments+=(--json)
  exec "$PLATFORM_DIR/scripts/health-check.sh" "${arguments[@]}" ${operands[@]+"${operands[@]}"} 1>&3
}

actions='status setup start stop restart build-backstage credentials config versions'
options='environment services'
operands_allowed=true
read_call "$@"
load_runtime
if [[ -n ${option[services]} ]]; then
  IFS=, read -r -a named <<< "${option[services]}"
  operands+=("${named[@]}")
fi
case $action in
  setup) set_up_all ;;
  start) start_services ;;
  stop) stop_services ;;
  restart) restart_services ;;
  status) show_status ;;
  build-backstage) script backstage-build.sh build ;;
  credentials) show_credentials ;;
  config) show_config ;;
  versions) show_versions ;;
esac
finish
