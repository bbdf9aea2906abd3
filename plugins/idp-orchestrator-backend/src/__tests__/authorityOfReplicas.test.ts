import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { postgres } from '../__testUtils__/databases';
import { RoleBoard } from '../__testUtils__/policy/RoleBoard';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../__testUtils__/policy/startGuarded';

jest.setTimeout(120_000);

const database = postgres();
const roles = new RoleBoard();
const flows = [
  defineFlow({
    id: 'child',
    title: 'Child',
    risk: 'low',
    steps: [{ id: 'note', uses: 'script', with: { script: 'note' } }],
  }),
  defineFlow({
    id: 'parent',
    title: 'Parent',
    risk: 'low',
    steps: [
      { id: 'wait', uses: 'wait', with: { for: '1s' } },
      { id: 'go', uses: 'flow', with: { flow: 'child' } },
    ],
  }),
];
const scripts = { note: { bash: 'echo done' } };

/** One process takes requests, the other one does the work. */
let api: GuardedOrchestrator;
let worker: GuardedOrchestrator;

beforeAll(async () => {
  await database.start();
  const knex = await database.create();
  const start = (role: string) =>
    startGuarded(
      { scripts, flows, database: knex, config: { engine: { role } } },
      roles,
    );
  api = await start('api');
  worker = await start('worker');
});
afterAll(async () => {
  await worker?.stop();
  await api?.stop();
  await database.stop();
});

it('asks about a child where it is started, with the rights of then', async () => {
  roles.give('stays');
  roles.give('leaves');
  const kept = await api.as('stays').startRun('parent', {});
  const lost = await api.as('leaves').startRun('parent', {});
  roles.take('leaves');
  expect((await api.finished(kept.id)).status).toBe('succeeded');
  const run = await api.finished(lost.id);
  expect(run.status).toBe('failed');
  expect(run.error?.message).toContain(
    'user:default/leaves may not start this any more',
  );
});

it('asks about a start that was put off where it begins', async () => {
  roles.give('planner');
  const startAt = new Date(Date.now() + 1_500).toISOString();
  const { id } = await api.as('planner').startRun('child', { startAt });
  roles.take('planner');
  const run = await api.finished(id);
  expect(run.steps).toMatchObject([{ status: 'skipped', attempts: 0 }]);
  expect(run.error?.message).toContain('may not start this any more');
});
