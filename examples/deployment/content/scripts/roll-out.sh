#!/usr/bin/env bash
# Stands for what takes its time.
# Usage: roll-out.sh [seconds]
set -euo pipefail
seconds=${1:-3}
for part in $(seq 1 "$seconds"); do
  echo "part $part of $seconds"
  sleep 1
done
