#!/usr/bin/env bash
# Deploys a version of a service.
set -eu
help() {
  cat <<TEXT
Usage: deploy.sh --service NAME [options]

  --service NAME     the service to deploy, required
  --replicas N       how many, default: 2
  --region=REGION    where
  --force            also when it is the same version
  --dry-run          only say what would be done
TEXT
}
replicas=2 region=local force= dry=
while [ $# -gt 0 ]; do
  case "$1" in
    --service) service="$2"; shift 2 ;;
    --replicas) replicas="$2"; shift 2 ;;
    --region=*) region="${1#*=}"; shift ;;
    --force) force=yes; shift ;;
    --dry-run) dry=yes; shift ;;
    --help) help; exit 0 ;;
    *) echo "unknown: $1" >&2; help >&2; exit 2 ;;
  esac
done
${dry:+echo would run:} echo "deploy ${service:?--service is missing} x$replicas to $region${force:+ (forced)}"
