# What several scripts have in common.
LOG_PREFIX="[team]"

say() { echo "$LOG_PREFIX $*"; }
