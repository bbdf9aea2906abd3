import {
  CONTRACTS,
  errorBodySchema,
  type Contract,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { stringify } from 'yaml';
import { z } from 'zod';
import { createComponents, refer } from './components';
import { listContracts } from './listContracts';

const JSON_MEDIA = 'application/json';
const OPERATIONS = listContracts(CONTRACTS);

const TAGS: Record<Contract['tag'], string> = {
  Flows: 'What can be run, what it would do, and its start.',
  Runs: 'What is being done and was done: state, events, log, and what people do to it.',
  Services:
    'The services of an environment: how they are and were, their start and stop.',
  Schedules: 'What is started at its times, and what became of each.',
  Windows: 'When which changes may happen: freezes and maintenance windows.',
  Records: 'The audit record, deliveries and figures.',
  Tools: 'What agents are offered, as programs call it.',
};

/** The document of the REST API, OpenAPI 3.1, made from the table that its routes are made from. */
export function createOpenApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const contract of OPERATIONS) {
    const path = toTemplate(contract.path);
    paths[path] = { ...paths[path], [contract.method]: describe(contract) };
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
    tags: Object.entries(TAGS).map(([name, description]) => ({
      name,
      description,
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
  const head = '# Made from the contracts by `tools/yarn docs:openapi`.\n';
  return head + stringify(createOpenApi(), { aliasDuplicateObjects: false });
}

function describe(contract: Contract) {
  const { id, tag, summary, permission, body, example } = contract;
  const parameters = [
    ...parametersOfPath(contract),
    ...parametersOfQuery(contract),
    ...(contract.takesKey ? [KEY_HEADER] : []),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(contract.isOpen && { security: [] }),
    ...(permission && { description: `Needs ${permission}.` }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        ...(!body.safeParse({}).success && { required: true }),
        content: {
          [JSON_MEDIA]: { schema: refer(body), example: example.body },
        },
      },
    }),
    responses: {
      [contract.status]: describeAnswer(contract),
      ...(contract.status === 201 && {
        200: { ...describeAnswer(contract), description: 'Started before' },
      }),
      ...referToRefusals(contract),
    },
  };
}

const KEY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same as `idempotencyKey` in the body: a repeat with it returns the run that was started first; with another request it is a conflict.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  example: 'bootstrap-of-acme',
};

function describeAnswer({ answer, media, summary }: Contract) {
  const content = {
    ...(answer && { [JSON_MEDIA]: { schema: refer(answer) } }),
    ...Object.fromEntries(
      Object.entries(media).map(([type, description]) => [
        type,
        // Whoever checks answers has read the YAML by then.
        {
          schema: {
            ...(type !== 'application/yaml' && { type: 'string' }),
            description,
          },
        },
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
        content: { [JSON_MEDIA]: { schema: refer(errorBodySchema) } },
      },
    ]),
  );
}

function referToRefusals({ method, refusals, isOpen }: Contract) {
  const statuses = [
    400,
    ...(isOpen ? [] : [401, 403]),
    ...refusals,
    ...(method === 'post' ? [413] : []),
    429,
  ];
  return Object.fromEntries(
    statuses.map(status => [
      status,
      { $ref: `#/components/responses/Refusal${status}` },
    ]),
  );
}

function parametersOfPath({ path, params, example }: Contract) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    ...describedApart(z.toJSONSchema(params[name])),
    example: example.params[name],
  }));
}

function parametersOfQuery({ query, example }: Contract) {
  const { properties = {}, required = [] } = z.toJSONSchema(query, {
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    ...describedApart(schema),
    ...(name in example.query && { example: example.query[name] }),
  }));
}

/** A parameter's description stands beside its schema, not in it. */
function describedApart(described: z.core.JSONSchema._JSONSchema) {
  const { $schema: _, description, ...schema } = Object(described);
  return { description, schema };
}

function toTemplate(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}
