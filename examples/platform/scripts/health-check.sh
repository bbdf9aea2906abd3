#!/usr/bin/env bash
# The health of every service of the platform, from real requests.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: health-check.sh [check] [SERVICE]... [--environment NAME]
         [--without-monitoring] [--without-auth] [--without-backstage] [--json]

Asks every service (or only those named) its health request, and says what was
seen: a score from 0 to 100, a state, the addresses that answer, and what to do.
It changes nothing, so a dry run is the same.

  --without-…   what was not set up, and so does not count

Ends with 0 when all is healthy, 2 when some is not, 1 when the platform is
unhealthy, 3 for a wrong call, 4 when something is missing.
EOF
}

check_sandbox() {
  local without=()
  [[ ${flag[without-monitoring]} == false ]] || without+=(--without=monitoring)
  [[ ${flag[without-auth]} == false ]] || without+=(--without=authentication)
  [[ ${flag[without-backstage]} == false ]] || without+=(--without=backstage)
  [[ $environment == development ]] || without+=(--without=localstack)
  control health ${without[@]+"${without[@]}"} ${operands[@]+"${operands[@]}"}
}

check_kubernetes() {
  require_tools
  "${IDP_NODE:-node}" "$PLATFORM_DIR/kubernetes/health.mjs" ${operands[@]+"${operands[@]}"}
}

check() {
  if [[ $runtime == sandbox ]]; then check_sandbox; else check_kubernetes; fi
}

actions='check'
options='environment'
flags='without-monitoring without-auth without-backstage'
operands_allowed=true
read_call "$@"
load_runtime
progress 10 'Asking every service'
health=$(check) || fail "$EXIT_CONFIGURATION" 'the services could not be asked'
if [[ $json == true ]]; then printf '%s\n' "$health" >&3; fi
trap - ERR
status=$(json_field status "$health")
say "The platform is $status."
case $status in
  healthy) exit 0 ;;
  degraded) exit "$EXIT_WARNINGS" ;;
  *) exit "$EXIT_FAILED" ;;
esac
