import type { ServiceDefinition } from '../../platform';

/** Makes a service that is asked at `/` of its URL, unless the test says otherwise. */
export function createTestService(
  service: Partial<ServiceDefinition> & { name: string },
): ServiceDefinition {
  return {
    title: service.name,
    environment: 'development',
    control: {
      kind: 'script',
      script: 'platform',
      actions: { start: 'start', stop: 'stop' },
    },
    probes: [{ kind: 'http', path: '/', timeoutMs: 3_000 }],
    critical: false,
    dependsOn: [],
    source: 'configuration',
    ...service,
  };
}
