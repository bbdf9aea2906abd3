import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const TAKEN = ['dryRun', 'propose', 'reason', 'conversation', 'idempotencyKey'];
const text = { type: 'string' };

const flow = (id: string, properties: object, more: object = {}) =>
  defineFlow({
    id,
    title: id,
    risk: 'low',
    input: { type: 'object', additionalProperties: false, properties, ...more },
    steps: [{ id: 'a', uses: 'wait', with: { for: '0s' } }],
  });

describe("An agent's tool of a flow", () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {},
      flows: [
        flow('plain', {
          name: text,
          size: { type: ['integer', 'null'] },
          inner: { type: 'object', properties: { deep: text } },
        }),
        flow('taken', Object.fromEntries(TAKEN.map(name => [name, text])), {
          required: ['reason'],
        }),
        flow('odd', { 'my name': text, $price: text }),
        flow('deep', {
          inner: { type: 'object', properties: { 'a b': text } },
        }),
        flow(
          'referring',
          { reason: { $ref: '#/definitions/why' } },
          { definitions: { why: text } },
        ),
      ],
    });
  });
  afterAll(() => idp.stop());

  const send = async (path: string, body?: object) => {
    const response = await fetch(`${idp.url}/v1/tools${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const schemaOf = async (name: string) => {
    const { body } = await send('');
    return body.items.find((tool: { name: string }) => tool.name === name)
      .inputSchema;
  };

  it.each(TAKEN)(
    'keeps the field %s of the flow apart from its own',
    async name => {
      const input = { reason: 'of the flow', [name]: 'of the flow' };
      const { body } = await send('/run-taken', {
        input,
        dryRun: true,
        reason: 'of the run',
        conversation: 'c1',
      });
      const run = await idp.client.getRun(body.runId ?? body.id);
      expect(run.input).toEqual(input);
      expect(run).toMatchObject({ dryRun: true, reason: 'of the run' });
    },
  );

  it('says where the input of such a flow goes, and refuses it beside', async () => {
    const schema = await schemaOf('run-taken');
    expect(schema).toMatchObject({
      required: ['input'],
      additionalProperties: false,
    });
    expect(Object.keys(schema.properties.input.properties)).toEqual(TAKEN);
    const { status, body } = await send('/run-taken', {
      input: { reason: 'r' },
      nmae: 'x',
    });
    expect(status).toBe(400);
    expect(body.error.problems).toEqual([
      {
        path: 'nmae',
        expected:
          'the fields of the flow in input, and beside it environment, dryRun, propose, reason, startAt, idempotencyKey',
        got: '"x"',
      },
    ]);
  });

  it.each(['odd', 'deep', 'referring'])(
    'has no name that models cannot take, and no reference (%s)',
    async id => {
      const schema = await schemaOf(`run-${id}`);
      const { description, ...rest } = schema.properties.input;
      expect(rest).toEqual({ type: 'object' });
      expect(description).toContain('Its JSON Schema: {"type":"object"');
    },
  );

  it('takes such an input', async () => {
    const input = { 'my name': 'x', $price: '5' };
    const { body } = await send('/run-odd', { input });
    expect((await idp.finished(body.runId ?? body.id)).input).toEqual(input);
  });

  it('takes null for what may be left out, and keeps null where it means something', async () => {
    const { status, body } = await send('/run-plain', {
      name: null,
      size: null,
      inner: { deep: null },
      environment: null,
      dryRun: null,
      reason: null,
      conversation: null,
    });
    expect([status, body.error]).toEqual([200, undefined]);
    const run = await idp.finished(body.runId ?? body.id);
    expect(run.input).toEqual({ size: null, inner: {} });
    const runs = await send('/list-runs', { status: null, limit: null });
    expect(runs.status).toBe(200);
    const missing = await send('/get-run', { runId: null });
    expect(missing.body.error.message).toContain(
      'runId: expected the id of a run, got null',
    );
  });
});
