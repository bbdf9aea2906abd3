// The health of the services in the cluster, from their ready replicas:
//   health.mjs [service]...   one JSON document
import { execFileSync } from 'node:child_process';
import {
  describePlatform,
  healthOf,
  tellPlatform,
} from '../health/describePlatform.mjs';

/** Name, title, whether it is critical, candidate namespaces, workload. */
const SERVICES = [
  ['istio', 'Istio', true, ['istio-system'], 'istiod'],
  ['argo-cd', 'Argo CD', true, ['argocd'], 'argo-cd-argocd-server'],
  [
    'argo-workflows',
    'Argo Workflows',
    false,
    ['argo-workflows', 'argo'],
    'argo-workflows-server',
  ],
  ['crossplane', 'Crossplane', false, ['crossplane-system'], 'crossplane'],
  [
    'external-secrets',
    'External Secrets',
    false,
    ['external-secrets', 'external-secrets-system'],
    'external-secrets',
  ],
  [
    'prometheus',
    'Prometheus',
    false,
    ['monitoring', 'istio-system'],
    'prometheus-server',
  ],
  ['grafana', 'Grafana', false, ['monitoring', 'istio-system'], 'grafana'],
  ['jaeger', 'Jaeger', false, ['monitoring', 'istio-system'], 'jaeger-query'],
  ['kiali', 'Kiali', false, ['istio-system'], 'kiali'],
  ['backstage', 'Backstage', true, ['backstage'], 'backstage'],
].map(([name, title, critical, namespaces, workload]) => ({
  name,
  title,
  critical,
  namespaces,
  workload,
}));

const only = process.argv.slice(2);
const unknown = only.filter(
  wanted => !SERVICES.some(({ name }) => name === wanted),
);
if (unknown.length > 0) {
  const known = SERVICES.map(({ name }) => name).join(', ');
  process.stderr.write(
    `There is no service ${unknown.join(', ')}. There are: ${known}.\n`,
  );
  process.exit(3);
}

const workloads = JSON.parse(
  execFileSync(
    'kubectl',
    [
      'get',
      'deployments,statefulsets',
      '--all-namespaces',
      '--output=json',
      '--request-timeout=15s',
    ],
    { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  ),
).items;

const asked = SERVICES.filter(
  ({ name }) => only.length === 0 || only.includes(name),
);
const platform = describePlatform(asked.map(observe), 'kubernetes');
process.stderr.write(`${tellPlatform(platform)}\n`);
process.stdout.write(`${JSON.stringify(platform)}\n`);

function observe({ name, title, critical, namespaces, workload }) {
  const found = namespaces
    .map(namespace =>
      workloads.find(
        ({ metadata }) =>
          metadata.namespace === namespace && metadata.name === workload,
      ),
    )
    .find(Boolean);
  const wanted = found?.spec.replicas ?? 0;
  const ready = found?.status.readyReplicas ?? 0;
  const score = wanted === 0 ? 0 : Math.round((100 * ready) / wanted);
  return {
    name,
    title,
    critical,
    status: ready > 0 ? 'running' : 'stopped',
    health: healthOf(score),
    score,
    replicas: { ready, wanted },
    ...(score < 100 && {
      reason: explain({ found, ready, wanted, namespaces }),
    }),
  };
}

function explain({ found, ready, wanted, namespaces }) {
  if (!found) return `not found in ${namespaces.join(', ')}`;
  if (wanted === 0) return 'scaled to 0 replicas';
  return `${ready} of ${wanted} replicas are ready`;
}
