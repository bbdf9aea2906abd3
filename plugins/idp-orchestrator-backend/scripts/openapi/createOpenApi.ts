import { stringify } from 'yaml';
import { z } from 'zod';
import type { Operation } from './Operation';
import { OPERATIONS } from './operations';
import { createComponents } from './schemas';

const JSON_MEDIA = 'application/json';

/** The document of the REST API, OpenAPI 3.1, made from the schemas that check its calls. */
export function createOpenApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = toTemplate(operation.path);
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'IDP Orchestrator',
      version: '1',
      description:
        'Runs the flows, scripts and service operations of an Internal Developer Platform. Times are ISO 8601 in UTC, durations milliseconds. Refusals are told as Backstage does; bad input lists every problem.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/idp-orchestrator/v1' }],
    security: [{ backstageToken: [] }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map(name => ({
      name,
    })),
    paths,
    components: {
      securitySchemes: {
        backstageToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of a Backstage user, or of external access',
        },
      },
      responses: createRefusals(),
      schemas: createComponents(),
    },
  };
}

export function createOpenApiText(): string {
  const head = '# Made from the schemas by `tools/yarn docs:openapi`.\n';
  return head + stringify(createOpenApi(), { aliasDuplicateObjects: false });
}

function describe(operation: Operation) {
  const { id, tag, summary, permission, body, query } = operation;
  const parameters = [
    ...parametersOfPath(operation.path),
    ...(query ? parametersOfQuery(query) : []),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(operation.isOpen && { security: [] }),
    ...(permission && {
      description: `Needs the permission \`idpOrchestrator.${permission}\`.`,
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        content: { [JSON_MEDIA]: { schema: refer(body) } },
      },
    }),
    responses: {
      [operation.status ?? 200]: describeAnswer(operation),
      ...(operation.status === 201 && {
        200: { ...describeAnswer(operation), description: 'Started before' },
      }),
      ...referToRefusals(operation),
    },
  };
}

function describeAnswer({ answer, media = {}, summary }: Operation) {
  const content = {
    ...(answer && { [JSON_MEDIA]: { schema: refer(answer) } }),
    ...Object.fromEntries(
      Object.entries(media).map(([type, description]) => [
        type,
        { schema: { type: 'string', description } },
      ]),
    ),
  };
  return { description: summary, content };
}

const REFUSALS = {
  400: 'Bad input, with every problem: path, expected, got',
  401: 'No token, or one that is not valid',
  403: 'A permission is missing; it is named',
  404: 'There is no such thing; what comes near is named',
  409: 'It does not fit the present state, which is named',
  413: 'The body is longer than 1 MiB',
  429: 'Too many requests; `Retry-After` says when to come back',
} as const;

function createRefusals() {
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      `Refusal${status}`,
      {
        description,
        content: { [JSON_MEDIA]: { schema: refer('Error') } },
      },
    ]),
  );
}

function referToRefusals({ method, path, isOpen }: Operation) {
  const statuses = Object.keys(REFUSALS).filter(status => {
    if (['401', '403'].includes(status)) return !isOpen;
    if (['409', '413'].includes(status)) return method === 'post';
    return status !== '404' || path.includes(':') || method === 'post';
  });
  return Object.fromEntries(
    statuses.map(status => [
      status,
      { $ref: `#/components/responses/Refusal${status}` },
    ]),
  );
}

function parametersOfPath(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function parametersOfQuery(query: z.ZodType) {
  const { properties = {}, required = [] } = z.toJSONSchema(query, {
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    schema,
  }));
}

function toTemplate(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function refer(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
