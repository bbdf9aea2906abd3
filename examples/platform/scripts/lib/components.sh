# shellcheck shell=bash disable=SC2034,SC2154  # shared with the script
# What the Kubernetes runtime installs, by layer, each in one pinned version:
#   name|kind|where|source|version
# A container: where is its port and health request. A chart: its namespace.

components_of() {
  case $1 in
    infrastructure)
      # From 2026 on newer images of LocalStack ask for an account.
      [[ $environment != development ]] ||
        say 'localstack|container|4566/_localstack/health|localstack/localstack|4.0.3'
      say 'opa|container|8181/health|openpolicyagent/opa|1.0.0'
      ;;
    platform-core)
      say 'istio-base|chart|istio-system|https://istio-release.storage.googleapis.com/charts base|1.24.2'
      say 'istiod|chart|istio-system|https://istio-release.storage.googleapis.com/charts istiod|1.24.2'
      say 'argo-cd|chart|argocd|https://argoproj.github.io/argo-helm argo-cd|7.7.11'
      say 'argo-workflows|chart|argo-workflows|https://argoproj.github.io/argo-helm argo-workflows|0.45.2'
      say 'crossplane|chart|crossplane-system|https://charts.crossplane.io/stable crossplane|1.18.2'
      say 'external-secrets|chart|external-secrets|https://charts.external-secrets.io external-secrets|0.12.1'
      ;;
    monitoring)
      say 'prometheus|chart|monitoring|https://prometheus-community.github.io/helm-charts prometheus|26.0.1'
      say 'grafana|chart|monitoring|https://grafana.github.io/helm-charts grafana|8.8.2'
      say 'jaeger|chart|monitoring|https://jaegertracing.github.io/helm-charts jaeger|3.4.0'
      say 'kiali|chart|istio-system|https://kiali.org/helm-charts kiali-server|2.4.0'
      ;;
    *) ;;
  esac
}
