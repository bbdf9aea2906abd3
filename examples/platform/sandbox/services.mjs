// The services of the sandbox platform: what they are called, where the real
// ones listen, and how the real ones tell that they are well.

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string} title
 * @property {string} layer       which step brings it up
 * @property {number} port        of the real service
 * @property {string} healthPath
 * @property {string | object} healthy   body of the health answer
 * @property {boolean} critical   the platform cannot be healthy without it
 * @property {string[]} dependsOn
 * @property {number} startsInMs  how long it takes to come up
 */

/** @type {Service[]} */
export const SERVICES = [
  {
    name: 'localstack',
    title: 'LocalStack',
    layer: 'infrastructure',
    port: 4566,
    healthPath: '/_localstack/health',
    healthy: {
      services: { s3: 'running', sqs: 'running' },
      edition: 'sandbox',
    },
    critical: false,
    dependsOn: [],
    startsInMs: 2_500,
  },
  {
    name: 'opa',
    title: 'Open Policy Agent',
    layer: 'infrastructure',
    port: 8181,
    healthPath: '/health',
    healthy: {},
    critical: false,
    dependsOn: [],
    startsInMs: 1_500,
  },
  {
    name: 'cognito',
    title: 'Cognito',
    layer: 'authentication',
    port: 9229,
    healthPath: '/health',
    healthy: {},
    critical: true,
    dependsOn: [],
    startsInMs: 0,
  },
  {
    name: 'istio',
    title: 'Istio',
    layer: 'platform-core',
    port: 15014,
    healthPath: '/ready',
    healthy: 'ok',
    critical: true,
    dependsOn: [],
    startsInMs: 3_000,
  },
  {
    name: 'argo-cd',
    title: 'Argo CD',
    layer: 'platform-core',
    port: 8080,
    healthPath: '/healthz',
    healthy: 'ok',
    critical: true,
    dependsOn: [],
    startsInMs: 4_000,
  },
  {
    name: 'argo-workflows',
    title: 'Argo Workflows',
    layer: 'platform-core',
    port: 4000,
    healthPath: '/',
    healthy: '<title>Argo Workflows (sandbox)</title>',
    critical: false,
    dependsOn: ['argo-cd'],
    startsInMs: 2_000,
  },
  {
    name: 'crossplane',
    title: 'Crossplane',
    layer: 'platform-core',
    port: 8089,
    healthPath: '/readyz',
    healthy: 'ok',
    critical: false,
    dependsOn: [],
    startsInMs: 2_000,
  },
  {
    name: 'external-secrets',
    title: 'External Secrets',
    layer: 'platform-core',
    port: 8087,
    healthPath: '/readyz',
    healthy: 'ok',
    critical: false,
    dependsOn: [],
    startsInMs: 1_500,
  },
  {
    name: 'prometheus',
    title: 'Prometheus',
    layer: 'monitoring',
    port: 9090,
    healthPath: '/-/healthy',
    healthy: 'Prometheus Server is Healthy.\n',
    critical: false,
    dependsOn: [],
    startsInMs: 2_500,
  },
  {
    name: 'alertmanager',
    title: 'Alertmanager',
    layer: 'monitoring',
    port: 9093,
    healthPath: '/-/healthy',
    healthy: 'OK',
    critical: false,
    dependsOn: ['prometheus'],
    startsInMs: 1_000,
  },
  {
    name: 'grafana',
    title: 'Grafana',
    layer: 'monitoring',
    port: 3001,
    healthPath: '/api/health',
    healthy: { database: 'ok', version: 'sandbox' },
    critical: false,
    dependsOn: ['prometheus'],
    startsInMs: 2_500,
  },
  {
    name: 'jaeger',
    title: 'Jaeger',
    layer: 'monitoring',
    port: 16686,
    healthPath: '/',
    healthy: '<title>Jaeger UI (sandbox)</title>',
    critical: false,
    dependsOn: ['istio'],
    startsInMs: 1_500,
  },
  {
    name: 'kiali',
    title: 'Kiali',
    layer: 'monitoring',
    port: 20001,
    healthPath: '/kiali/healthz',
    healthy: 'ok',
    critical: false,
    dependsOn: ['istio', 'prometheus'],
    startsInMs: 1_500,
  },
  {
    name: 'backstage',
    title: 'Backstage',
    layer: 'backstage',
    port: 3000,
    healthPath: '/.backstage/health/v1/readiness',
    healthy: { status: 'ok' },
    critical: true,
    dependsOn: ['argo-cd', 'cognito'],
    startsInMs: 4_000,
  },
];

const DEFAULT_PORT_OFFSET = 10_000;
/** From here on systems hand out ports of their own choice. */
const FIRST_EPHEMERAL_PORT = 32_768;
const HIGHEST_PORT = Math.max(...SERVICES.map(({ port }) => port));

/** By how much ports are moved; wrong for one service, it is wrong for all. */
export function readPortOffset(environment = process.env) {
  const text = environment.IDP_SANDBOX_PORT_OFFSET || `${DEFAULT_PORT_OFFSET}`;
  const most = FIRST_EPHEMERAL_PORT - 1 - HIGHEST_PORT;
  if (!/^\d+$/.test(text) || Number(text) > most) {
    throw new Error(
      `IDP_SANDBOX_PORT_OFFSET is ${text}; expected a whole number up to ${most}`,
    );
  }
  return Number(text);
}

/** Ports of the sandbox are those of the real services, moved, so that both can run here. */
export function portOf(service, environment = process.env) {
  return service.port + readPortOffset(environment);
}

export function urlOf(service, environment = process.env) {
  return `http://localhost:${portOf(service, environment)}`;
}

/** @returns {Service} */
export function findService(name) {
  const service = SERVICES.find(candidate => candidate.name === name);
  if (service) return service;
  const known = SERVICES.map(candidate => candidate.name).join(', ');
  throw new Error(`There is no service ${name}. There are: ${known}.`);
}

/** Those that others depend on first; all when none is named. */
export function inOrder(services) {
  const wanted = new Set(services.length > 0 ? services : SERVICES);
  const ordered = new Set();
  const add = service => {
    service.dependsOn.map(findService).forEach(add);
    if (wanted.has(service)) ordered.add(service);
  };
  SERVICES.forEach(add);
  return [...ordered];
}
