# shellcheck shell=bash disable=SC2034,SC2154  # shared with the script
# What every script of the platform begins with: strict mode, its options, and
# the runtime in which it works.
set -Eeuo pipefail

PLATFORM_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly PLATFORM_DIR
readonly ENVIRONMENTS='development staging production'

# What a script may end with. The script catalog gives them a meaning.
readonly EXIT_FAILED=1 EXIT_WARNINGS=2 EXIT_CONFIGURATION=3 EXIT_MISSING=4

# shellcheck source=result.sh
source "$PLATFORM_DIR/scripts/lib/result.sh"
# shellcheck source=call.sh
source "$PLATFORM_DIR/scripts/lib/call.sh"

# Loads what works in the chosen runtime: the same functions in both.
load_runtime() {
  runtime=${IDP_RUNTIME:-sandbox}
  case $runtime in
    sandbox)
      # shellcheck source=sandbox.sh
      source "$PLATFORM_DIR/scripts/lib/sandbox.sh"
      ;;
    kubernetes)
      # shellcheck source=kubernetes.sh
      source "$PLATFORM_DIR/scripts/lib/kubernetes.sh"
      ;;
    *)
      fail "$EXIT_CONFIGURATION" "IDP_RUNTIME is $runtime; expected sandbox or kubernetes"
      ;;
  esac
}

# need_command NAME...: ends with 4 when one of them is not installed.
need_command() {
  local name missing=()
  for name; do
    command -v "$name" > /dev/null || missing+=("$name")
  done
  ((${#missing[@]} == 0)) ||
    fail "$EXIT_MISSING" "${missing[*]} not found on the PATH; install what is missing, or use IDP_RUNTIME=sandbox"
}
