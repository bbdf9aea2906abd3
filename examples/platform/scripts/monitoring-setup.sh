#!/usr/bin/env bash
# Prometheus, Alertmanager, Grafana, Jaeger, Kiali.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: monitoring-setup.sh [ACTION] [--environment NAME] [--dry-run] [--json]

Actions:
  setup     Prometheus with Alertmanager, Grafana, Jaeger, Kiali (default)
  status    what runs; warns about what does not
  cleanup   ends them

Safe to repeat: what is there already is left as it is.
Ends with 0, 1 after a failure, 2 after warnings, 3 for a wrong call, 4 when
something is missing.
EOF
}

actions='setup status cleanup'
options='environment'
read_call "$@"
load_runtime
case $action in
  setup) ensure_layer monitoring ;;
  status) show_layer monitoring ;;
  cleanup) remove_layer monitoring ;;
esac
finish
