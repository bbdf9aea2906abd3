#!/usr/bin/env bash
# Brings a mirror up to date.
set -euo pipefail
. "$(dirname "$0")/lib/common.sh"
: "${MIRROR_URL:?the address of the mirror}"
DEPTH=${MIRROR_DEPTH:-1}
say "mirror of $MIRROR_URL, depth $DEPTH"
say "with prefix $LOG_PREFIX"
