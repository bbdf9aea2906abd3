import type {
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';

interface ServiceLine {
  name: string;
  title: string;
  port?: number;
  critical?: boolean;
  needs?: string[];
  control?: ServiceState['control'];
  version?: string;
}

const LINES: ServiceLine[] = [
  { name: 'localstack', title: 'LocalStack', port: 14566, version: '4.0.3' },
  { name: 'opa', title: 'Open Policy Agent', port: 18181, version: '1.0.0' },
  { name: 'cognito', title: 'Cognito', port: 19229, critical: true },
  {
    name: 'istio',
    title: 'Istio',
    critical: true,
    control: 'kubernetes',
    version: '1.24.1',
  },
  {
    name: 'argo-cd',
    title: 'Argo CD',
    port: 18080,
    critical: true,
    control: 'kubernetes',
    version: '2.13.1',
  },
  {
    name: 'argo-workflows',
    title: 'Argo Workflows',
    port: 14000,
    needs: ['argo-cd'],
    control: 'kubernetes',
  },
  { name: 'prometheus', title: 'Prometheus', port: 19090, version: '3.0.1' },
  {
    name: 'alertmanager',
    title: 'Alertmanager',
    port: 19093,
    needs: ['prometheus'],
  },
  {
    name: 'grafana',
    title: 'Grafana',
    port: 13001,
    needs: ['prometheus'],
    version: '11.4.0',
  },
  { name: 'pager', title: 'Pager', port: 19900, control: 'none' },
  {
    name: 'backstage',
    title: 'Backstage',
    port: 13000,
    critical: true,
    needs: ['argo-cd', 'cognito'],
    control: 'kubernetes',
  },
];

/** The services of the reference platform in one environment, all of them well. */
export function recordServices(environment: string): ServiceState[] {
  return LINES.map(line => recordService(line, environment));
}

function recordService(line: ServiceLine, environment: string): ServiceState {
  const { name, title, critical = false, needs = [], control } = line;
  return {
    name,
    title,
    environment,
    control: control ?? 'script',
    url: line.port ? `http://localhost:${line.port}` : undefined,
    critical,
    dependsOn: needs,
    dependents: LINES.filter(other => other.needs?.includes(name)).map(
      other => other.name,
    ),
    owner: 'group:default/platform-team',
    entityRef: `component:default/${name}`,
    source: 'configuration',
    mayOperate: true,
    health: recordHealth(line, environment),
  };
}

function recordHealth(line: ServiceLine, environment: string): ServiceHealth {
  const { name, title, critical = false, needs = [], port } = line;
  const inCluster = line.control === 'kubernetes';
  return {
    name,
    title,
    environment,
    status: 'healthy',
    score: 100,
    url: port ? `http://localhost:${port}` : undefined,
    latencyMs: port ? 4 + (port % 20) : undefined,
    critical,
    dependsOn: needs,
    version: line.version,
    ...(inCluster && {
      replicas: { ready: 2, wanted: 2 },
      workload: { kind: 'Deployment', namespace: name, name: `${name}-server` },
    }),
    probes: [
      ...(port
        ? [
            {
              kind: 'http' as const,
              status: 'healthy' as const,
              text: `GET http://localhost:${port}/healthz answered 200`,
              latencyMs: 4 + (port % 20),
            },
          ]
        : []),
      ...(inCluster
        ? [
            {
              kind: 'kubernetes' as const,
              status: 'healthy' as const,
              text: '2 of 2 replicas are ready',
            },
          ]
        : []),
    ],
  };
}
