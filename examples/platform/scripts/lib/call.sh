# shellcheck shell=bash disable=SC2034,SC2154  # shared with the script
# Reads `<action> [--name value]... [--flag]... [operand]...`.
#
# A script says before what it knows:
#   actions='setup status'   the first is the default
#   options='environment'    each with a value, into ${option[environment]}
#   flags='force'            true or false, into ${flag[force]}
#   operands_allowed=true    words besides, into ${operands[@]}

declare -A option=() flag=()

# read_call "$@"
read_call() {
  action=${actions%% *}
  json=false
  dry_run=${IDP_DRY_RUN:-false}
  operands=()
  set_defaults
  if (($# > 0)) && [[ $1 != -* ]] && { [[ ${operands_allowed:-} != true ]] || contains "$actions" "$1"; }; then
    action=$1
    shift
  fi
  while (($# > 0)); do
    case $1 in
      -h | --help) usage && exit 0 ;;
      --json) json=true ;;
      --dry-run) dry_run=true ;;
      --*=*)
        set -- "${1%%=*}" "${1#*=}" "${@:2}"
        continue
        ;;
      --*)
        read_option "$@"
        shift "$taken"
        continue
        ;;
      *)
        [[ ${operands_allowed:-} == true ]] || reject_usage "unexpected argument: $1"
        operands+=("$1")
        ;;
    esac
    shift
  done
  # From here on people's text goes to standard error, so that --json is JSON only.
  exec 3>&1
  if [[ $json == true ]]; then exec 1>&2; fi
  contains "$actions" "$action" || reject_usage "unknown action: $action. There are: $actions"
  environment=${option[environment]:-${IDP_ENVIRONMENT:-development}}
  contains "$ENVIRONMENTS" "$environment" || reject_usage "unknown environment: $environment. There are: $ENVIRONMENTS"
}

set_defaults() {
  local name
  for name in ${options:-}; do option[$name]=; done
  for name in ${flags:-}; do flag[$name]=false; done
}

# read_option --name [value]...: says in $taken how many words it was.
read_option() {
  local name=${1#--}
  taken=1
  if contains "${flags:-}" "$name"; then
    flag[$name]=true
  elif contains "${options:-}" "$name"; then
    (($# > 1)) || reject_usage "--$name needs a value"
    option[$name]=$2
    taken=2
  else
    reject_usage "unknown option: $1. There are: help json dry-run ${options:-} ${flags:-}"
  fi
}

# contains LIST WORD: LIST is separated by blanks.
contains() {
  [[ -n $2 && $2 != *[[:space:]]* && " $1 " == *" $2 "* ]]
}

reject_usage() {
  { true >&3; } 2> /dev/null || exec 3>&1
  fail "$EXIT_CONFIGURATION" "$1 (try --help)"
}
