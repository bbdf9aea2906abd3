import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
} from '../../__testUtils__/databases';
import { flowOf } from '../../__testUtils__/flows';
import {
  empty,
  MigrationFolders,
  openAgain,
} from '../../__testUtils__/migrationFolders';
import { startTestOrchestrator } from '../../__testUtils__/testOrchestrator';
import { migrate } from '../../database/migrations';

jest.setTimeout(120_000);

const DONE = '0198a000-0000-7000-8000-000000000001';
const QUEUED = '0198a000-0000-7000-8000-000000000002';
const CREATED_AT = Date.parse('2026-11-23T08:00:00.000Z');

const definition = flowOf(
  [{ id: 'greet', title: 'Greet', uses: 'script', with: { script: 'greet' } }],
  { id: 'greeting', title: 'Greeting' },
);

/** A run as the first version wrote it when it was made. */
const createdRun = (id: string) => ({
  id,
  flowId: 'greeting',
  flowTitle: 'Greeting',
  flowDigest: 'd'.repeat(64),
  environment: 'development',
  status: 'queued',
  initiator: { kind: 'user', ref: 'user:default/anna' },
  input: {},
  dryRun: false,
  createdAt: new Date(CREATED_AT).toISOString(),
  steps: [
    {
      id: 'greet',
      title: 'Greet',
      uses: 'script',
      needs: [],
      onFailure: 'abort',
      status: 'pending',
      attempts: 0,
      history: [],
      annotations: [],
    },
  ],
});

const FACTS = [
  { type: 'run.created', run: createdRun(DONE) },
  { type: 'run.started', worker: 'host:1:a' },
  { type: 'step.started', stepId: 'greet', attempt: 1 },
  {
    type: 'step.finished',
    stepId: 'greet',
    attempt: 1,
    status: 'succeeded',
    output: { greeting: 'Hello' },
  },
  { type: 'run.finished', status: 'succeeded', output: {} },
];

/** Writes what the first version had of a run that is over and of one that waits for a worker. */
async function writeAsFirstVersion(knex: Knex): Promise<void> {
  await knex('flow_definitions').insert({
    digest: 'd'.repeat(64),
    definition: JSON.stringify(definition),
  });
  const row = {
    flow_id: 'greeting',
    flow_digest: 'd'.repeat(64),
    environment: 'development',
    initiator: 'user:default/anna',
  };
  // The state as it was made: what came since is in the events.
  const stateOf = (id: string) =>
    JSON.stringify({ ...createdRun(id), lastSeq: 1 });
  await knex('runs').insert([
    {
      ...row,
      id: DONE,
      status: 'succeeded',
      created_at: CREATED_AT,
      finished_at: CREATED_AT + 6_000,
      last_seq: 6,
      state: stateOf(DONE),
      ticket: 1,
    },
    {
      ...row,
      id: QUEUED,
      status: 'queued',
      idempotency_key: 'user:default/anna:again',
      created_at: CREATED_AT + 10_000,
      last_seq: 1,
      state: stateOf(QUEUED),
      ticket: 0,
    },
  ]);
  const seqs = [1, 2, 3, 5, 6];
  await knex('run_events').insert([
    ...FACTS.map((fact, index) => ({
      run_id: DONE,
      seq: seqs[index],
      at: CREATED_AT + seqs[index] * 1_000,
      fact: JSON.stringify(fact),
    })),
    {
      run_id: QUEUED,
      seq: 1,
      at: CREATED_AT + 10_000,
      fact: JSON.stringify({ type: 'run.created', run: createdRun(QUEUED) }),
    },
  ]);
  await knex('run_log_chunks').insert({
    run_id: DONE,
    seq: 4,
    at: CREATED_AT + 4_000,
    step_id: 'greet',
    attempt: 1,
    stream: 'stdout',
    first_line: 1,
    line_count: 2,
    end_offset: 12,
    text: 'hello\nthere',
  });
}

describe.each(testDatabaseKinds())(
  'An upgrade from the first version, on $name',
  (kind: TestDatabaseKind) => {
    const folders = new MigrationFolders();
    beforeAll(() => kind.start());
    afterAll(async () => {
      await folders.remove();
      await kind.stop();
    });

    it('keeps its runs and their logs, and goes on with what was waiting', async () => {
      const knex = await kind.create();
      await empty(knex);
      const folder = await folders.older('20261123000000_runs.js');
      await migrate(knex, { folder, version: '0.0.1' });
      await writeAsFirstVersion(knex);

      const idp = await startTestOrchestrator({
        scripts: { greet: { bash: 'echo "greeting=Hi" >> "$IDP_OUTPUT"' } },
        database: openAgain(kind, knex),
      });
      const { client } = idp;
      expect(await client.getRun(DONE)).toMatchObject({
        status: 'succeeded',
        finishedAt: '2026-11-23T08:00:06.000Z',
        steps: [{ status: 'succeeded', output: { greeting: 'Hello' } }],
      });
      const log = await fetch(`${idp.url}/v1/runs/${DONE}/logs?step=greet`, {
        headers: { authorization: `Bearer ${idp.token}` },
      });
      expect(await log.text()).toBe('hello\nthere\n');
      expect(await idp.finished(QUEUED)).toMatchObject({
        status: 'succeeded',
        steps: [{ output: { greeting: 'Hi' } }],
      });
      const { items } = await client.listRuns();
      expect(items.map(({ id }) => id)).toEqual([QUEUED, DONE]);
      const stats = await client.getStats({ since: '2026-11-01T00:00:00Z' });
      expect(stats.flows).toMatchObject([{ flowId: 'greeting', succeeded: 2 }]);
      await idp.stop();
    });
  },
);
