#!/usr/bin/env bash
# Sign-in: user pool, client, groups and test users in Cognito.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: auth-management.sh [ACTION] [--environment NAME] [--dry-run] [--json]

Actions:
  setup-full        user pool, client and groups; in development also test users (default)
  create-personas   a test user for each group; only in development
  status            what is there
  test-auth         asks Cognito for the pool; fails if it is not there
  cleanup           removes the user pool

Everything is looked up first, and told as existing or created. Passwords and
the client's secret are written to credentials.json in IDP_STATE_DIR, which
only its owner may read, and never printed.

AUTH_COGNITO_ENDPOINT names another Cognito than the sandbox's or AWS's.
Ends with 0, 1 after a failure, 2 after warnings, 3 for a wrong call, 4 when
something is missing.
EOF
}

# cognito COMMAND: keeps its lines of JSON as resources.
cognito() {
  local lines line code=0
  lines=$("${IDP_NODE:-node}" "$PLATFORM_DIR/sandbox/cognito.mjs" "$1") || code=$?
  while IFS= read -r line; do
    [[ -z $line ]] || add_resource "$line"
  done <<< "$lines"
  ((code == 0)) || fail "$EXIT_FAILED" "Cognito refused; its answer is above"
}

start_cognito() {
  [[ $runtime == sandbox && -z ${AUTH_COGNITO_ENDPOINT:-} ]] || return 0
  progress 10 'Cognito'
  ensure_services cognito
}

setup_full() {
  start_cognito
  if [[ $dry_run == true ]]; then
    tell_setup
    return
  fi
  progress 40 'User pool, client and groups'
  cognito setup
  if [[ $environment == development ]]; then
    progress 75 'Test users'
    cognito users
  else
    say "No test users in $environment."
  fi
  progress 100 'Sign-in is ready'
}

# A dry run asks no Cognito that is not there yet.
tell_setup() {
  say 'would look up, and create where missing: user pool idp-user-pool, client idp-client, 9 groups'
  resource user-pool idp-user-pool would-ensure
  resource client idp-client would-ensure
  resource groups 'admin developer devops sre support security product qa readonly' would-ensure
  if [[ $environment == development ]]; then
    resource users 'one test user for each group' would-ensure
  fi
}

create_personas() {
  [[ $environment == development ]] ||
    fail "$EXIT_CONFIGURATION" "test users belong to development, not to $environment"
  if [[ $dry_run == true ]]; then
    resource users 'one test user for each group' would-ensure
  else
    cognito users
  fi
}

show_status() {
  cognito status
  local one
  for one in "${resources[@]}"; do
    [[ $(json_field status "$one") == existing ]] ||
      warn "$(json_field kind "$one") $(json_field name "$one") is $(json_field status "$one")"
  done
}

test_auth() {
  show_status
  ((${#warnings[@]} == 0)) || fail "$EXIT_FAILED" "$(join_commas "${warnings[@]}")"
  say 'Cognito answers, and everything is there.'
}

remove_pool() {
  if [[ $dry_run == true ]]; then
    resource user-pool idp-user-pool would-remove
  else
    cognito cleanup
  fi
}

actions='setup-full create-personas status test-auth cleanup'
options='environment'
read_call "$@"
load_runtime
need_command "${IDP_NODE:-node}"
case $action in
  setup-full) setup_full ;;
  create-personas) create_personas ;;
  status) show_status ;;
  test-auth) test_auth ;;
  cleanup) remove_pool ;;
esac
finish
