#!/usr/bin/env bash
# Builds Backstage, deploys it and waits until it is ready.
set -euo pipefail
# shellcheck source=lib/platform.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/platform.sh"

usage() {
  cat << 'EOF'
Usage: backstage-build.sh [ACTION] [--environment NAME] [--platform-name TEXT]
                          [--source DIRECTORY] [--dry-run] [--json]

Actions:
  build     build, deploy, wait until it is ready (default)
  status    whether it runs; warns when it does not
  cleanup   ends it

  --platform-name   what its pages are called ("IDP Platform")
  --source          folder of the Backstage app; needed for kubernetes

An unchanged build that runs already is left as it is.
Ends with 0, 1 after a failure, 2 after warnings, 3 for a wrong call, 4 when
something is missing.
EOF
}

# In the sandbox the app is one page; that it is packed only when changed is real.
build_sandbox() {
  local version
  version=$(printf '%s\n' "$platform_name" "$environment" | cksum | cut -d ' ' -f 1)
  if [[ $dry_run == true ]]; then
    resource build "backstage $version" would-build
    ensure_services backstage
    return
  fi
  if [[ $(control packed) == "$version" ]]; then
    say "Build $version is there already."
    resource build "backstage $version" existing
  else
    pack_sandbox "$version"
  fi
  progress 60 'Deploying'
  ensure_services backstage
  progress 100 'Backstage is ready'
}

pack_sandbox() {
  local step done=0
  for step in 'Resolving dependencies' 'Building packages' 'Packing the image'; do
    say "$step (sandbox)"
    control pause 700
    done=$((done + 1))
    progress $((done * 18)) "$step"
  done
  control pack "$1" "$platform_name"
  resource build "backstage $1" created
}

build_kubernetes() {
  local source=${option[source]} image
  image=${IDP_IMAGE_PREFIX:-idp}/backstage:${IDP_IMAGE_TAG:-$environment}
  if [[ $dry_run == true ]]; then
    resource build "$image" would-build
    say "would run: yarn install --immutable; yarn tsc; yarn build:backend; docker build -t $image"
    say 'would run: kubectl apply --server-side; kubectl rollout status deployment/backstage'
    return
  fi
  [[ -n $source && -f $source/package.json ]] ||
    fail "$EXIT_CONFIGURATION" "--source is ${source:-empty}; expected the folder of a Backstage app"
  require_tools
  need_command yarn
  (
    cd "$source"
    progress 10 'Installing' && yarn install --immutable
    progress 30 'Checking types' && yarn tsc
    progress 45 'Building' && yarn build:backend
    progress 60 'Packing the image'
    docker build --tag "$image" --file packages/backend/Dockerfile .
  )
  resource build "$image" created
  deploy_kubernetes "$image"
}

deploy_kubernetes() {
  progress 80 'Deploying'
  kubectl apply --server-side --filename "$PLATFORM_DIR/kubernetes/backstage.yaml"
  kubectl set image deployment/backstage "backstage=$1" --namespace backstage
  kubectl set env deployment/backstage "APP_CONFIG_app_title=$platform_name" --namespace backstage
  kubectl rollout status deployment/backstage --namespace backstage --timeout=5m
  resource service backstage deployed
  progress 100 'Backstage is ready'
}

build() {
  if [[ $runtime == sandbox ]]; then build_sandbox; else build_kubernetes; fi
}

show_status() {
  if [[ $runtime == sandbox ]]; then
    show_layer backstage
  elif kubectl rollout status deployment/backstage --namespace backstage --timeout=5s; then
    resource service backstage ready
  else
    resource service backstage missing
    warn 'backstage is not ready'
  fi
}

remove_backstage() {
  if [[ $runtime == sandbox ]]; then
    remove_layer backstage
  elif [[ $dry_run == true ]]; then
    resource service backstage would-remove
  else
    kubectl delete deployment/backstage service/backstage --namespace backstage --ignore-not-found
    resource service backstage removed
  fi
}

actions='build status cleanup'
options='environment platform-name source'
read_call "$@"
platform_name=${option[platform-name]:-IDP Platform}
load_runtime
case $action in
  build) build ;;
  status) show_status ;;
  cleanup) remove_backstage ;;
esac
finish
