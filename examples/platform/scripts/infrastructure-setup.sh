#!/usr/bin/env bash
# LocalStack (in development) and Open Policy Agent.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: infrastructure-setup.sh [ACTION] [--environment NAME] [--dry-run] [--json]

Actions:
  setup-infrastructure   LocalStack (only in development) and OPA (default)
  setup-localstack       LocalStack alone
  setup-opa              OPA alone
  status                 what runs; warns about what does not
  test-connectivity      a real request to each; fails if one does not answer
  cleanup                ends both

Safe to repeat: what is there already is left as it is.
Ends with 0, 1 after a failure, 2 after warnings, 3 for a wrong call, 4 when
something is missing.
EOF
}

setup_localstack() {
  [[ $environment == development ]] ||
    fail "$EXIT_CONFIGURATION" "LocalStack belongs to development, not to $environment"
  ensure_services localstack
}

test_connectivity() {
  show_layer infrastructure
  ((${#warnings[@]} == 0)) || fail "$EXIT_FAILED" "$(join_commas "${warnings[@]}")"
  say 'All of them answer.'
}

actions='setup-infrastructure setup-localstack setup-opa status test-connectivity cleanup'
options='environment'
read_call "$@"
load_runtime
case $action in
  setup-infrastructure) ensure_layer infrastructure ;;
  setup-localstack) setup_localstack ;;
  setup-opa) ensure_services opa ;;
  status) show_layer infrastructure ;;
  test-connectivity) test_connectivity ;;
  cleanup) remove_layer infrastructure ;;
esac
finish
