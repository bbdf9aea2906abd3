import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { CatalogEntities } from '../catalog';
import {
  PlatformServices,
  type PlatformServicesOptions,
} from '../PlatformServices';
import type { ScriptDescription } from '../../ports';
import type { ServiceFields } from '../ServiceFields';

export const entity = (
  name: string,
  annotations: Record<string, string>,
  more: Partial<Entity> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    title: `The ${name}`,
    description: `What ${name} does`,
    links: [{ url: `https://${name}.example.com` }],
    annotations: Object.fromEntries(
      Object.entries({ service: name, ...annotations }).map(([key, value]) => [
        `idp-orchestrator/${key}`,
        value,
      ]),
    ),
  },
  spec: { owner: 'team-a' },
  ...more,
});

export const action = (
  name: string,
  controls: Array<'start' | 'stop'> = [],
) => ({
  name,
  title: name,
  description: '',
  risk: 'medium' as const,
  readOnly: false,
  supportsDryRun: false,
  parameters: ['services'],
  required: [],
  controls,
});

export const script = (
  id: string,
  actions: ScriptDescription['actions'],
  serviceParameter?: string,
): ScriptDescription => ({
  id,
  title: id,
  description: '',
  risk: 'medium',
  defaultAction: 'start',
  actions,
  parameters: { services: { type: 'array' } },
  serviceParameter,
});

export const marked = [action('start', ['start']), action('stop', ['stop'])];
export const scripts = {
  staging: [
    script('idp', [...marked, action('restart')], 'services'),
    script('whole', marked),
    script('unmarked', [action('start'), action('stop')]),
  ],
  development: [
    script('idp', [...marked, action('wipe')], 'services'),
    script('here', marked, 'services'),
  ],
};
export const scriptsIn = (environment: string) =>
  environment === 'development' ? scripts.development : scripts.staging;

export const createServices = (
  environments: Record<string, ServiceFields[]>,
  more: Partial<PlatformServicesOptions> = {},
) => {
  const warnings: string[] = [];
  const services = new PlatformServices({
    fallback: 'development',
    environments,
    entitiesAreTrusted: false,
    scripts: { listIn: async environment => scriptsIn(environment) },
    hasCluster: () => false,
    logger: { warn: (message: string) => warnings.push(message) },
    ...more,
  });
  return { services, warnings };
};

export const createCatalog = (entities: Entity[]) => {
  const clock = createFakeClock();
  const catalog = catalogServiceMock.mock();
  const found = catalogServiceMock({ entities });
  catalog.queryEntities.mockImplementation((request, options) =>
    found.queryEntities(request, options),
  );
  const read = new CatalogEntities({
    catalog,
    auth: mockServices.auth(),
    clock,
    logger: mockServices.logger.mock(),
  });
  return { clock, catalog, read };
};

export const entities = [
  entity('argo-cd', { critical: 'true', 'url.staging': 'https://staging' }),
  entity(
    'portal',
    {
      'health-path': '/healthz',
      script: 'idp',
      'service-parameter': 'services',
      environments: 'development, staging',
    },
    {
      relations: [
        { type: 'dependsOn', targetRef: 'component:default/argo-cd' },
        { type: 'dependsOn', targetRef: 'component:default/something' },
        { type: 'ownedBy', targetRef: 'group:default/team-b' },
      ],
    },
  ),
  entity('something', { service: 'Not a name' }),
];

export const environments = { development: [], staging: [], production: [] };

export const readAll = async (
  more: Entity[],
  options: Partial<PlatformServicesOptions> = {},
  at = 'development',
) => {
  const { read } = createCatalog(more);
  const { services } = createServices(environments, {
    catalog: read,
    ...options,
  });
  return {
    services: new Map(
      (await services.list(at)).map(service => [service.name, service]),
    ),
    problems: await services.listProblems(at),
  };
};

export function needs(...refs: string[]): Partial<Entity> {
  return {
    relations: refs.map(ref => ({
      type: 'dependsOn',
      targetRef: `component:default/${ref}`,
    })),
  };
}
