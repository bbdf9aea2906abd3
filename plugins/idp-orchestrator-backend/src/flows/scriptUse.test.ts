import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const text = { type: 'string' };
const script = (action: string) => ({
  id: 'one',
  uses: 'script',
  with: { script: 'pool', action },
});

describe('What the script catalog says of an action', () => {
  let idp: TestOrchestrator;
  let flowsDirectory: string;

  beforeAll(async () => {
    flowsDirectory = await mkdtemp(path.join(tmpdir(), 'idp-flows-'));
    idp = await startTestOrchestrator({
      scripts: {
        pool: {
          bash: 'echo "said=$*" >> "$IDP_OUTPUT"',
          entry: {
            aliases: ['nodes'],
            defaultAction: 'scale',
            touches: ['billing'],
            parameters: {
              node_pool: { ...text, aliases: ['pool-name'] },
              args: { ...text, aliases: ['more'] },
            },
            actions: {
              scale: { aliases: ['resize'] },
              train: { runsOn: ['gpu'] },
              render: { runsOn: ['here'], touches: ['images'] },
              look: { readOnly: true },
            },
          },
        },
      },
      config: { engine: { labels: ['here'] }, flowsDirectory },
      flows: [
        defineFlow({
          id: 'chosen-at-the-start',
          title: 'Chosen at the start',
          risk: 'low',
          input: { type: 'object', properties: { act: text } },
          steps: [script('${{ input.act }}')],
        }),
        defineFlow({
          id: 'chosen-late',
          title: 'Chosen late',
          risk: 'low',
          steps: [
            { ...script('scale'), id: 'first' },
            { ...script('${{ steps.first.output.said }}'), needs: ['first'] },
          ],
        }),
      ],
    });
  });
  afterAll(async () => {
    await idp.stop();
    await rm(flowsDirectory, { recursive: true });
  });

  const task = async (asked: {
    script: string;
    action?: string;
    args?: Record<string, unknown>;
    dryRun?: boolean;
  }) => {
    const { id } = await idp.client.startTask({ args: {}, ...asked });
    return idp.finished(id);
  };

  it('finds script, action and parameters by their other names, and the run has their own', async () => {
    const run = await task({
      script: 'nodes',
      action: 'resize',
      args: { 'pool-name': 'a', more: 'b' },
    });
    expect(run).toMatchObject({
      flowId: 'pool',
      status: 'succeeded',
      input: { action: 'scale', node_pool: 'a', args: { args: 'b' } },
    });
    expect(run.steps[0].output).toEqual({
      said: 'scale --node-pool a --args b',
    });
    const twice = await idp.client
      .startTask({ script: 'pool', args: { 'pool-name': 'a', node_pool: 'b' } })
      .catch(error => error.body.error.message);
    expect(twice).toBe(
      'node_pool is given twice: pool-name is another name of it. Give one of them',
    );
  });

  it('puts its runs into the history of the services that it touches', async () => {
    const run = await task({ script: 'pool', action: 'render' });
    for (const service of ['billing', 'images']) {
      const { items } = await idp.client.listRuns({ service });
      expect(items[0].id).toBe(run.id);
    }
    const look = await task({ script: 'pool', action: 'look' });
    const { items } = await idp.client.listRuns({ service: 'billing' });
    expect(items.map(({ id }) => id)).not.toContain(look.id);
  });

  it('lets only workers with its labels have the run', async () => {
    expect(await task({ script: 'pool', action: 'render' })).toMatchObject({
      status: 'succeeded',
    });
    const start = async (act: string) =>
      idp.client.startRun('chosen-at-the-start', { input: { act } });
    const waiting = [
      await start('train'),
      await idp.client.startTask({ script: 'pool', action: 'train', args: {} }),
    ];
    const done = await start('render');
    expect((await idp.finished(done.id)).status).toBe('succeeded');
    for (const { id } of waiting) {
      expect((await idp.client.getRun(id)).status).toBe('queued');
      await idp.client.cancelRun(id, { reason: 'Over' });
    }
  });

  it('refuses a flow of the folder whose labels hang on its own steps, when it is loaded', async () => {
    const write = (id: string, more: string) =>
      writeFile(
        path.join(flowsDirectory, `${id}.yaml`),
        `id: ${id}
title: Late
risk: low
${more}
steps:
  - id: first
    uses: script
    with: { script: pool }
  - id: second
    needs: [first]
    uses: script
    with: { script: nodes, action: '\${{ steps.first.output.said }}' }
`,
      );
    await write('late', '');
    await write('labelled', 'runsOn: [gpu, here]');
    const { items, problems } = await idp.client.listFlows();
    expect(items.map(({ id }) => id)).toContain('labelled');
    expect(problems.filter(({ flow }) => flow === 'late')).toEqual([
      expect.objectContaining({
        line: 12,
        message: expect.stringContaining(
          'expected a script and an action that are known before the run begins, or runsOn of the flow with gpu, here',
        ),
      }),
    ]);
  });

  it('refuses a start whose labels nobody can know before it begins', async () => {
    for (const asked of ['startRun', 'planRun'] as const) {
      const refused = await idp.client[asked]('chosen-late', {}).catch(
        error => error.body.error.message,
      );
      expect(refused).toContain(
        'Step one chooses the script or its action while the run is under way, and some of those want a worker with the labels gpu, here',
      );
    }
  });
});
