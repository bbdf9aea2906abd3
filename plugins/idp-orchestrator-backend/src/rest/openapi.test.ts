import { mockServices } from '@backstage/backend-test-utils';
import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createOpenApi } from '../../scripts/openapi/createOpenApi';
import { createRouter } from './createRouter';
import type { RouterOptions } from './RouterOptions';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** Lists every route that Express has, as `get /runs/:runId`. */
function routesIn(layers: Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
      : routesIn(handle.stack ?? []),
  );
}

/** Lists whatever a schema refers to, at any depth. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' ? [String(inner)] : referencesIn(inner),
  );
}

interface Described {
  description?: string;
  $ref?: string;
}

type Node = Record<string, unknown>;

/** Lists every property of every schema below a place, by its path. */
function propertiesIn(value: unknown, at: string): Array<[string, Described]> {
  if (typeof value !== 'object' || value === null) return [];
  const { properties, ...rest } = value as Node & { properties?: Node };
  const here = properties
    ? Object.entries(properties).flatMap(([name, schema]) => [
        [`${at}.${name}`, schema as Described] as [string, Described],
        ...propertiesIn(schema, `${at}.${name}`),
      ])
    : [];
  const others = Object.entries(rest).filter(
    ([key]) => !['default', 'example', 'enum', 'const'].includes(key),
  );
  return [
    ...here,
    ...others.flatMap(([key, inner]) => propertiesIn(inner, `${at}/${key}`)),
  ];
}

interface DocumentOperation {
  operationId: string;
  parameters?: Array<{ name: string; description?: string }>;
  requestBody?: { content: Record<string, { example?: unknown }> };
}

describe('The OpenAPI document', () => {
  const router = createRouter({
    // Routes are only listed here; what they call is never asked.
    perform: () => Promise.reject(new Error('Nobody calls')),
    createCaller: () => {
      throw new Error('Nobody calls');
    },
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    logger: mockServices.logger.mock(),
    requestsPerMinute: 1,
    stopping: new AbortController().signal,
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

  it('describes every parameter', () => {
    const { paths } = createOpenApi();
    const parameters = operationsIn(paths).flatMap(
      ({ operationId, parameters: told = [] }) =>
        told.map(({ name, description }) => ({
          name: `${operationId}.${name}`,
          description,
        })),
    );
    expect(parameters.length).toBeGreaterThan(60);
    expect(parameters.filter(({ description }) => !description)).toEqual([]);
  });

  it('describes every property of every schema, there or where it refers to', () => {
    const { schemas } = createOpenApi().components;
    const properties = propertiesIn(schemas, '');
    const bare = properties.filter(([, { description, $ref }]) => {
      const named =
        $ref && (schemas[$ref.split('/').at(-1) ?? ''] as Described);
      return !description && !(named && named.description);
    });
    expect(properties.length).toBeGreaterThan(240);
    expect(bare.map(([name]) => name)).toEqual([]);
  });

  it('shows a request of every operation that needs something', () => {
    const bare = operationsIn(createOpenApi().paths).filter(
      ({ parameters = [], requestBody }) =>
        parameters.some(
          parameter => 'required' in parameter && !('example' in parameter),
        ) ||
        (requestBody && !requestBody.content['application/json'].example),
    );
    expect(bare.map(({ operationId }) => operationId)).toEqual([]);
  });
});

function operationsIn(
  paths: Record<string, Record<string, unknown>>,
): DocumentOperation[] {
  return Object.values(paths).flatMap(
    path => Object.values(path) as DocumentOperation[],
  );
}
