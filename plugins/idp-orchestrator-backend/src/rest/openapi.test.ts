import { mockServices } from '@backstage/backend-test-utils';
import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createOpenApi } from '../../scripts/openapi/createOpenApi';
import { createRouter, type RouterOptions } from './createRouter';
import type { Orchestrator } from '../operations/Orchestrator';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** Every route that Express has, as `get /runs/:runId`. */
function routesIn(layers: Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
      : routesIn(handle.stack ?? []),
  );
}

/** Whatever a schema refers to, at any depth. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' ? [String(inner)] : referencesIn(inner),
  );
}

describe('The OpenAPI document', () => {
  const useCase = async () => undefined;
  // Routes are only listed here; what they call is never asked.
  const orchestrator = new Proxy({}, { get: () => useCase }) as Orchestrator;
  const router = createRouter({
    orchestrator,
    createCaller: () => {
      throw new Error('Nobody calls');
    },
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    logger: mockServices.logger.mock(),
    requestsPerMinute: 1,
  } as RouterOptions);

  it('tells of every route that there is, and of no other', () => {
    const { stack } = router as unknown as { stack: Layer[] };
    const told = Object.values(CONTRACTS).map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(told.sort()).toEqual(routesIn(stack).sort());
  });

  it('refers only to what stands in it', () => {
    const document = createOpenApi();
    const places = referencesIn(document).map(reference => {
      const [root, ...path] = reference.split('/');
      const found = path.reduce<unknown>(
        (at, key) => (at as Record<string, unknown> | undefined)?.[key],
        document,
      );
      return { reference, root, isThere: found !== undefined };
    });
    expect(places.length).toBeGreaterThan(50);
    expect(
      places.filter(({ isThere, root }) => !isThere || root !== '#'),
    ).toEqual([]);
  });

  it('names each operation once', () => {
    const ids = Object.values(CONTRACTS).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
