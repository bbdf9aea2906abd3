import {
  CONTRACTS,
  type Contract,
  type OperationId,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { refer } from '../../scripts/openapi/components';
import { createOpenApi } from '../../scripts/openapi/createOpenApi';
import { startExamplePlatform } from '../__testUtils__/startExamplePlatform';

jest.setTimeout(120_000);

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
ajv.addSchema(createOpenApi(), 'api');

/** What is wrong with an answer; a field that the contract does not tell of is. */
function problemsOf({ answer }: Contract, body: unknown): unknown[] {
  if (!answer) return [];
  const isTold = ajv.compile({ $ref: `api${refer(answer).$ref}` });
  return isTold(body) ? [] : (isTold.errors ?? []);
}

describe('Each example of the document', () => {
  let platform: Awaited<ReturnType<typeof startExamplePlatform>>;

  beforeAll(async () => {
    platform = await startExamplePlatform();
  });
  afterAll(() => platform.stop());

  const send = async (contract: Contract) => {
    const { method, path, example } = contract;
    const params = {
      ...example.params,
      ...(await platform.prepare(contract.id as OperationId)),
    };
    const place = path.replace(/:(\w+)/g, (_, name) =>
      encodeURIComponent(params[name]),
    );
    const query = new URLSearchParams(
      Object.entries(example.query).flatMap(([name, value]) =>
        [value].flat().map(one => [name, String(one)]),
      ),
    );
    const gone = new AbortController();
    const response = await fetch(`${platform.idp.url}/v1${place}?${query}`, {
      method,
      body: contract.body && JSON.stringify(example.body),
      headers: {
        authorization: `Bearer ${platform.idp.token}`,
        accept: contract.answer ? 'application/json' : '*/*',
        ...(contract.body && { 'content-type': 'application/json' }),
      },
      signal: gone.signal,
    });
    const type = response.headers.get('content-type')?.split(';')[0];
    const body = type === 'application/json' ? await response.json() : {};
    // Streams have no end.
    gone.abort();
    return { status: response.status, type, body };
  };

  it.each(Object.values(CONTRACTS).map(contract => [contract.id, contract]))(
    'of %s is answered as its contract says',
    async (_, told) => {
      const contract = told as Contract;
      const { status, type, body } = await send(contract);
      expect({ status, body }).toEqual({ status: contract.status, body });
      const types = contract.answer
        ? ['application/json']
        : Object.keys(contract.media);
      expect(types).toContain(type);
      expect(problemsOf(contract, body)).toEqual([]);
    },
  );

  it('would be refused an answer with a field that nobody tells of', async () => {
    const flow = await platform.idp.client.getFlow('bootstrap-platform');
    expect(problemsOf(CONTRACTS.getFlow, flow)).toEqual([]);
    expect(problemsOf(CONTRACTS.getFlow, { ...flow, odd: 1 })).toHaveLength(1);
  });
});
