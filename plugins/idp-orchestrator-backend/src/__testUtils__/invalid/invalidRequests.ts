import {
  CONTRACTS,
  type Contract,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { createOpenApi } from '../../../scripts/openapi/createOpenApi';
import { refer } from '../../../scripts/openapi/components';
import { arbitraryOf, hostileValue, type DocumentSchema } from './arbitraries';

/** A request that may be refused and nothing else, or one that only reads. */
export interface OddRequest {
  method: string;
  path: string;
  type?: string;
  body?: string;
}

interface DocumentOperation {
  parameters?: Array<{ name: string; in: string; schema: DocumentSchema }>;
}

const document = createOpenApi();
const schemas = document.components.schemas as Record<string, DocumentSchema>;
const ajv = addFormats(new Ajv({ strict: false }));
ajv.addSchema(document, 'api');

/** Requests to every route of the document; `names` are some that are there. */
export function oddRequests(
  names: string[],
  { count, seed }: { count: number; seed: number },
): OddRequest[] {
  const contracts: Contract[] = Object.values(CONTRACTS);
  const each = contracts.map(contract => requestTo(contract, names));
  return fc.sample(fc.oneof(...each), { numRuns: count, seed });
}

function requestTo(
  contract: Contract,
  names: string[],
): fc.Arbitrary<OddRequest> {
  const { method, path, body } = contract;
  const address = fc
    .tuple(pathOf(path, names), queryOf(contract, names))
    .map(([place, query]) => place + query);
  const content = body ? badBody(refer(body).$ref, names) : fc.constant({});
  return fc
    .tuple(address, content)
    .map(([place, sent]) => ({ method, path: place, ...sent }));
}

function pathOf(path: string, names: string[]): fc.Arbitrary<string> {
  const parts = path
    .split('/')
    .map(part =>
      part.startsWith(':')
        ? fc.oneof(
            { weight: 3, arbitrary: fc.constantFrom(...names) },
            { weight: 1, arbitrary: hostileValue.map(encode) },
            { weight: 1, arbitrary: fc.constantFrom('%', '%ED%A0%80', '%FF') },
          )
        : fc.constant(part),
    );
  return fc.tuple(...parts).map(chosen => chosen.join('/'));
}

function queryOf(
  { method, path }: Contract,
  names: string[],
): fc.Arbitrary<string> {
  const place = path.replace(/:(\w+)/g, '{$1}');
  const told = document.paths[place][method] as DocumentOperation;
  const asked = (told.parameters ?? []).filter(({ in: at }) => at === 'query');
  const values = asked.map(({ name, schema }) => [
    name,
    fc.array(arbitraryOf(schema, names), { minLength: 1, maxLength: 2 }),
  ]);
  return fc
    .record(
      Object.fromEntries(values) as Record<string, fc.Arbitrary<unknown[]>>,
      { requiredKeys: [] },
    )
    .map(query => {
      const pairs = Object.entries(query).flatMap(([name, given = []]) =>
        given.map(value => `${name}=${encode(value)}`),
      );
      return pairs.length > 0 ? `?${pairs.join('&')}` : '';
    });
}

function badBody(reference: string, names: string[]) {
  const isValid = ajv.compile({ $ref: `api${reference}` });
  const name = reference.split('/').at(-1) as string;
  const json = arbitraryOf(schemas[name], names)
    .filter(value => !isValid(value))
    .map(value => ({ type: 'application/json', body: JSON.stringify(value) }));
  const broken = fc.constantFrom(
    '{',
    '{"reason": "a',
    '[1,]',
    '\0',
    '{}}',
    '['.repeat(20_000) + ']'.repeat(20_000),
  );
  return fc.oneof(
    { weight: 8, arbitrary: json },
    {
      weight: 1,
      arbitrary: broken.map(body => ({ type: 'application/json', body })),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'text/xml', body: '<a/>' }) },
  );
}

/** As it may stand in an address; half a surrogate pair has no form there. */
function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : flat(value);
  return encodeURIComponent(text.toWellFormed().slice(0, 1_000));
}

function flat(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
