import type { ServiceFields } from './ServiceFields';

type WellKnown = Omit<ServiceFields, 'name'>;

const named = (component: string) => `app.kubernetes.io/name=${component}`;

/**
 * The services that are known by name, as upstream's charts and documentation
 * have them: where their workloads usually are, and the request that tells
 * their health. The environment has the last word in everything.
 */
const WELL_KNOWN: Record<string, WellKnown> = {
  'argo-cd': {
    title: 'Argo CD',
    aliases: ['argocd'],
    namespaces: ['argocd'],
    selector: named('argocd-server'),
    healthPath: '/healthz',
  },
  backstage: {
    title: 'Backstage',
    namespaces: ['backstage'],
    selector: 'app=backstage',
    healthPath: '/.backstage/health/v1/readiness',
    dependsOn: ['argo-cd'],
  },
  'argo-workflows': {
    title: 'Argo Workflows',
    namespaces: ['argo-workflows', 'argo'],
    selector: 'app=workflow-controller',
    healthPath: '/',
    dependsOn: ['argo-cd'],
  },
  grafana: {
    title: 'Grafana',
    namespaces: ['monitoring', 'istio-system'],
    selector: named('grafana'),
    healthPath: '/api/health',
  },
  prometheus: {
    title: 'Prometheus',
    namespaces: ['monitoring', 'istio-system'],
    selector: named('prometheus'),
    healthPath: '/-/healthy',
  },
  alertmanager: {
    title: 'Alertmanager',
    namespaces: ['monitoring', 'istio-system'],
    selector: named('alertmanager'),
    healthPath: '/-/healthy',
  },
  jaeger: {
    title: 'Jaeger',
    namespaces: ['monitoring', 'istio-system'],
    selector: 'app=jaeger',
    healthPath: '/',
    dependsOn: ['istio'],
  },
  kiali: {
    title: 'Kiali',
    namespaces: ['istio-system'],
    selector: 'app=kiali',
    healthPath: '/kiali/healthz',
    dependsOn: ['istio'],
  },
  unleash: {
    title: 'Unleash',
    namespaces: ['unleash'],
    selector: 'app=unleash',
    healthPath: '/health',
  },
  localstack: {
    title: 'LocalStack',
    namespaces: ['localstack'],
    healthPath: '/_localstack/health',
  },
  opa: {
    title: 'Open Policy Agent',
    namespaces: ['opa-system'],
    selector: 'app=opa',
    healthPath: '/health',
  },
  istio: {
    title: 'Istio',
    namespaces: ['istio-system'],
    selector: 'app=istiod',
  },
  crossplane: {
    title: 'Crossplane',
    namespaces: ['crossplane-system'],
    selector: 'app=crossplane',
  },
  'external-secrets': {
    title: 'External Secrets',
    namespaces: ['external-secrets', 'external-secrets-system'],
    selector: named('external-secrets'),
  },
  'cert-manager': {
    title: 'cert-manager',
    namespaces: ['cert-manager'],
    selector: 'app=cert-manager',
  },
};

/** Finds what is known of a service by its name; nothing of most. */
export function findWellKnown(name: string): WellKnown {
  return Object.hasOwn(WELL_KNOWN, name) ? WELL_KNOWN[name] : {};
}
