import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunFinished } from '@idp/backstage-plugin-idp-orchestrator-common';
import { startHttpServer } from '../steps/__testUtils__/httpServer';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const flow = (script: string) => `id: greet
title: Greet
risk: low
input:
  type: object
  properties: { name: { type: string, default: world } }
steps:
  - id: greet
    uses: script
    with: { script: ${script}, args: { name: '\${{ input.name }}' } }
output:
  greeting: \${{ steps.greet.output.greeting }}
`;

const sayHello = {
  bash: 'while [ -e "$FOLDER/wait" ]; do sleep 0.05; done; echo "{\\"greeting\\": \\"hello $3\\"}"',
  entry: { json: true, parameters: { name: { type: 'string' } } },
};

const ask = (url: string) => `id: ask
title: Ask
risk: low
steps:
  - id: health
    uses: health
    with: { services: [ticket-system] }
  - id: open-ticket
    uses: http
    with:
      method: POST
      url: ${url}/tickets
      headersFromSecrets: { Authorization: ticket-token }
      json: { text: 'It is \${{ steps.health.output.status }}' }
output:
  ticket: \${{ steps.open_ticket.output.body.number }}
`;

describe('A flow in the folder of flows', () => {
  let idp: TestOrchestrator;
  let tickets: Awaited<ReturnType<typeof startHttpServer>>;
  let flows: string;
  const write = (name: string, text: string) =>
    fs.writeFileSync(path.join(flows, name), text);

  beforeAll(async () => {
    flows = fs.mkdtempSync(path.join(tmpdir(), 'idp-flows-'));
    tickets = await startHttpServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"number":7,"token":"s3cret-token"}');
    });
    idp = await startTestOrchestrator({
      scripts: { 'say-hello': sayHello },
      config: {
        flowsDirectory: flows,
        secrets: { 'ticket-token': 's3cret-token' },
        http: { allowedHosts: [tickets.host] },
        services: [{ name: 'ticket-system', url: tickets.url }],
      },
    });
  });
  afterAll(async () => {
    await idp.stop();
    await tickets.stop();
    fs.rmSync(flows, { recursive: true });
  });

  it('can be run without a restart, and is gone with its file', async () => {
    write('greet.yaml', flow('say-hello'));
    const run = await idp.start('greet', { name: 'Anna' });
    expect(run.output).toEqual({ greeting: 'hello Anna' });
    fs.rmSync(path.join(flows, 'greet.yaml'));
    await expect(idp.start('greet')).rejects.toThrow('There is no flow greet');
  });

  it('is told with file, line, column and reason when it turns bad, and its run goes on', async () => {
    fs.writeFileSync(path.join(idp.folder, 'wait'), '');
    write('greet.yaml', flow('say-hello'));
    const { id } = await idp.client.startRun('greet', {});
    write('greet.yaml', flow('say-goodbye'));
    const { items, problems } = await idp.client.listFlows();
    expect(items.map(item => item.id)).not.toContain('greet');
    expect(problems).toEqual([
      {
        source: path.join(flows, 'greet.yaml'),
        line: 10,
        column: 13,
        flow: 'greet',
        message:
          'steps.0.with.script: expected a script that an environment lists, got say-goodbye. There are: say-hello.',
      },
    ]);
    await expect(idp.start('greet')).rejects.toThrow(
      'greet.yaml:10:13: steps.0.with.script',
    );
    expect(isRunFinished(await idp.client.getRun(id))).toBe(false);
    fs.rmSync(path.join(idp.folder, 'wait'));
    expect((await idp.finished(id)).output).toEqual({
      greeting: 'hello world',
    });
  });

  it('asks for health and sends requests, and no secret is stored', async () => {
    write('ask.yaml', ask(tickets.url));
    const run = await idp.start('ask');
    expect(run.output).toEqual({ ticket: 7 });
    expect(tickets.received.at(-1)).toMatchObject({
      method: 'POST',
      body: '{"text":"It is healthy"}',
      headers: { authorization: 's3cret-token' },
    });
    const stored = [];
    for await (const entry of idp.client.watchRun(run.id)) stored.push(entry);
    expect(JSON.stringify([stored, run])).not.toContain('s3cret');
  });
});
