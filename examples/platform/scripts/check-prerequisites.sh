#!/usr/bin/env bash
# Looks for what the platform needs before anything is changed.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: check-prerequisites.sh [check] [--json]

Looks for the programs, the ports and the disk space that the platform needs.
It changes nothing, so a dry run is the same.

Runtime (IDP_RUNTIME): sandbox needs Node.js only; kubernetes needs docker and
its daemon, kubectl and a cluster that answers, helm, git and Node.js.

Ends with 0, with 2 after warnings, with 3 for a wrong call, with 4 when
something is missing.
EOF
}

readonly MIN_NODE=16 MIN_FREE_KIB=$((2 * 1024 * 1024))
missing=()

check_required() {
  if command -v "$1" > /dev/null; then
    found "$1" "$(first_line "$@")"
  else
    not_found "$1" "$1 is not installed"
  fi
}

check_wanted() {
  if command -v "$1" > /dev/null; then
    found "$1" "$(first_line "$@")"
  else
    resource requirement "$1" missing
    warn "$1 is not installed; some steps can do less without it"
  fi
}

# first_line COMMAND...: what it says of its version, or of itself.
first_line() {
  local text
  text=$("$@" 2> /dev/null | head -n 1) || true
  printf '%s' "${text:-found}"
}

found() {
  say "✓ $1: $2"
  resource requirement "$1" ok
}

not_found() {
  say "✗ $1: $2"
  resource requirement "$1" missing
  missing+=("$2")
}

check_node() {
  local node=${IDP_NODE:-node} version
  if ! version=$("$node" --version 2> /dev/null); then
    not_found node 'Node.js is not installed'
    return
  fi
  local major=${version#v}
  if ((${major%%.*} < MIN_NODE)); then
    not_found node "Node.js $version is too old; $MIN_NODE or newer is needed"
  else
    found node "$version"
  fi
}

check_disk() {
  local free
  free=$(df -Pk "$PLATFORM_DIR" | awk 'NR == 2 { print $4 }')
  if ((free < MIN_FREE_KIB)); then
    resource requirement disk low
    warn "only $((free / 1024)) MiB of disk space are free; 2048 are wanted"
  else
    found disk "$((free / 1024 / 1024)) GiB free"
  fi
}

check_daemon() {
  if docker info > /dev/null 2>&1; then
    found 'docker daemon' 'answers'
  else
    not_found 'docker daemon' 'the docker daemon does not answer'
  fi
}

check_cluster() {
  if kubectl get --raw /readyz --request-timeout=5s > /dev/null 2>&1; then
    found cluster "$(kubectl config current-context)"
  else
    not_found cluster 'no Kubernetes cluster answers within 5 s'
  fi
}

check_ports() {
  local port
  for port in 3000 8080 4566 3001 9090 16686 20001; do
    if (exec 9<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      warn "port $port is in use"
    fi
  done
}

check_sandbox() {
  progress 20 'Programs'
  check_required bash --version
  check_node
  progress 60 'Disk'
  check_disk
}

check_kubernetes() {
  progress 10 'Programs'
  check_required docker --version
  check_required kubectl version --client
  check_required helm version --short
  check_required git --version
  check_node
  progress 40 'Docker and the cluster'
  check_daemon
  check_cluster
  progress 70 'What is good to have'
  check_wanted yarn --version
  check_wanted awslocal --version
  check_ports
  check_disk
}

actions='check'
read_call "$@"
runtime=${IDP_RUNTIME:-sandbox}
case $runtime in
  sandbox) check_sandbox ;;
  kubernetes) check_kubernetes ;;
  *) fail "$EXIT_CONFIGURATION" "IDP_RUNTIME is $runtime; expected sandbox or kubernetes" ;;
esac
((${#missing[@]} == 0)) || fail "$EXIT_MISSING" "$(join_commas "${missing[@]}")"
progress 100 'All that is needed is there'
finish
