import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  FlowDefinition,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { sqlite } from '../../__testUtils__/databases';
import { DrillBackend } from '../../__testUtils__/drill/DrillBackend';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createDatabaseRunStore } from '../../database';
import type { RunStore } from '../../ports';
import { systemClock } from '../../waiting/systemClock';

jest.setTimeout(120_000);

const database = sqlite();
let folder: string;
let store: RunStore;
let start: () => Promise<DrillBackend>;

beforeAll(() => database.start());
afterAll(() => database.stop());

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'idp-watchdog-'));
  const knex = await database.create();
  store = createDatabaseRunStore(knex, systemClock);
  const { client, connection } = knex.client.config;
  const setting = { database: { client, connection }, folder, variables: {} };
  start = () => DrillBackend.start(setting);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Act = 'nothing' | 'stand' | 'freeze' | 'die';

const step = (id: string, act: Act, ms = 0) => ({
  id,
  uses: 'hostile',
  with: { act, ms },
});

async function read(runId: string): Promise<Run> {
  const run = await store.get(runId);
  if (!run) throw new Error('no such run');
  return run;
}

/** A run in a backend of its own, which lives on. */
async function runToEnd(flow: FlowDefinition): Promise<[Run, string]> {
  const backend = await start();
  try {
    const made = newRunOf(flow);
    backend.begin(made);
    expect(await backend.waitFor(made.run.id)).toBe('over');
    return [await read(made.run.id), await backend.said()];
  } finally {
    await backend.kill();
  }
}

describe('A run that ends its process', () => {
  it('is given up by name at the third time, and the others go on', async () => {
    const deadly = newRunOf(
      flowOf([step('a', 'die'), step('last', 'nothing')], {
        output: { a: '${{ steps.a.output }}' },
      }),
    );
    let backend = await start();
    backend.begin(deadly);
    for (let death = 1; death <= 3; death += 1) {
      expect(await backend.waitFor(deadly.run.id)).toBe('backend-died');
      backend = await start();
    }
    const harmless = newRunOf(flowOf([step('a', 'nothing')], { id: 'other' }));
    backend.begin(harmless);
    expect(await backend.waitFor(deadly.run.id)).toBe('over');
    expect(await backend.waitFor(harmless.run.id)).toBe('over');
    const said = await backend.said();
    await backend.kill();

    expect(await read(harmless.run.id)).toMatchObject({ status: 'succeeded' });
    const run = await read(deadly.run.id);
    expect(run).toMatchObject({
      status: 'failed',
      stalls: [1, 2, 3].map(() => ({ outcome: 'died', step: 'a' })),
      steps: [{ status: 'failed' }, { status: 'skipped' }],
      error: { message: expect.stringContaining('was given up') },
    });
    expect(run.error?.message).toContain('3 times');
    expect(run.error?.message).toContain('in step a');
    expect(said).toContain(
      `ended in the middle of run ${run.id} (flow test-flow), step a`,
    );
  });

  it('is not taken for one that did, when the process ends between its work', async () => {
    const waiting = newRunOf(flowOf([step('a', 'nothing')]), {
      startAt: new Date(systemClock.now() + 3_600_000).toISOString(),
    });
    await store.create(waiting);
    let backend = await start();
    for (let death = 1; death <= 4; death += 1) {
      await backend.kill();
      backend = await start();
    }
    await backend.kill();
    expect((await read(waiting.run.id)).stalls).toBeUndefined();
  });
});

describe('A run that keeps its process from everything else', () => {
  it('is told of by run and step, and given up at the third time', async () => {
    const [run, said] = await runToEnd(
      flowOf(
        ['a', 'b', 'c', 'd', 'e', 'f'].map((id, at, ids) => ({
          ...step(id, 'stand', 1_100),
          needs: ids.slice(0, at).slice(-1),
        })),
        { finally: [step('tidy', 'nothing')] },
      ),
    );
    expect(run.status).toBe('failed');
    expect(run.error?.message).toMatch(
      /was given up so that the others go on: the run kept the backend from everything else [34] times, for up to \d/,
    );
    expect(run.stalls?.[0]).toMatchObject({ outcome: 'stood', step: 'a' });
    expect(run.steps.at(-2)).toMatchObject({ status: 'skipped' });
    expect(run.steps.at(-1)).toMatchObject({ status: 'skipped' });
    expect(said).toMatch(
      new RegExp(`The event loop stood for [\\d.]+ s.*run ${run.id}.*step c`),
    );
  });

  it('is named while it does', async () => {
    const [run, said] = await runToEnd(flowOf([step('a', 'stand', 2_200)]));
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(said).toMatch(
      new RegExp(
        `has been standing for [\\d.]+ s\\. What it does: run ${run.id}, flow test-flow, step a`,
      ),
    );
  });

  it('has done nothing wrong when the process was frozen meanwhile', async () => {
    const [run, said] = await runToEnd(flowOf([step('a', 'freeze', 1_300)]));
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(run.stalls).toBeUndefined();
    expect(said).toMatch(/The event loop stood for [\d.]+ s/);
  });
});

it('A worker that stops leaves no file behind', async () => {
  const backend = await start();
  await backend.kill();
  // A second one takes those of the first away.
  const next = await start();
  expect(await readdir(path.join(folder, 'spool', 'workers'))).toHaveLength(1);
  await next.kill();
});
