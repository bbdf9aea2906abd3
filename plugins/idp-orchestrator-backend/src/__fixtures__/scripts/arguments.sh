#!/usr/bin/env bash
set -euo pipefail
printf '%s\0' "$@" > "$ARGUMENTS_FILE"
