import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import type { RunStore } from '../../ports';
import { systemClock } from '../../waiting/systemClock';
import {
  compactAll,
  createFinished,
  expandAll,
} from '../compaction/__testUtils__/finishedRuns';
import { createDatabaseRunStore } from '../databaseRunStore';
import { createOutbox } from './createOutbox';

jest.setTimeout(60_000);

const flow = { ...flowOf([{ id: 'one' }]), owner: 'group:default/platform' };

const begun: RunFact = { type: 'run.started', worker: 'w' };

const approval: RunFact = {
  type: 'step.waiting',
  stepId: 'one',
  attempt: 1,
  waitingFor: { kind: 'approval', text: 'May it?' },
  approval: { approvers: ['group:default/leads'] },
} as RunFact;

describe.each(testDatabaseKinds())('Events of the outbox on $name', kind => {
  let knex: Knex;
  let store: RunStore;

  beforeAll(() => kind.start());
  beforeEach(async () => {
    knex = await kind.create();
    store = createDatabaseRunStore(knex, systemClock);
  });
  afterAll(() => kind.stop());

  const begin = async () => {
    const { run } = await store.create(newRunOf(flow));
    const until = Date.now() + 60_000;
    const claimed = await store.claim(run.id, { worker: 'w', until });
    if (!claimed) throw new Error('not claimable');
    let state = claimed.run;
    const append = async (...facts: RunFact[]) => {
      const written = await store.append(claimed.claim, state, {
        facts,
        logs: [],
      });
      if (written.result !== 'appended') throw new Error(written.result);
      state = written.run;
    };
    return { id: run.id, append };
  };
  const attempts = (count: number): RunFact[] =>
    Array.from({ length: count }, (_, n) => ({
      type: 'step.started',
      stepId: 'one',
      attempt: n + 1,
    }));
  const list = async () => {
    const { ids, events } = await createOutbox(knex).listEvents(100);
    expect(ids).toHaveLength(events.length);
    return events.flatMap(event => (event.kind === 'run' ? [event] : []));
  };

  it('tells each event of several runs with the run as that event left it', async () => {
    const one = await begin();
    const other = await begin();
    await one.append(begun, ...attempts(1), approval);
    await other.append(begun);
    await one.append({ type: 'run.finished', status: 'succeeded' });
    const events = await list();
    const told = (id: string) =>
      events
        .filter(({ run }) => run.id === id)
        .map(({ event, run }) => [event.type, run.status, run.lastSeq]);
    expect(told(one.id)).toEqual([
      ['run.created', 'queued', 1],
      ['run.started', 'running', 2],
      ['step.waiting', 'waiting', 4],
      ['run.finished', 'succeeded', 5],
    ]);
    expect(told(other.id)).toEqual([
      ['run.created', 'queued', 1],
      ['run.started', 'running', 2],
    ]);
    expect(events.every(({ owner }) => owner === flow.owner)).toBe(true);
  });

  it('does not read what came before the end of a run that has come far', async () => {
    const { append } = await begin();
    await append(begun, ...attempts(40));
    await knex('news').delete();
    await append({ type: 'run.finished', status: 'failed' });
    const rows: number[] = [];
    const count = (answer: unknown, { sql }: { sql: string }) => {
      if (/run_events/.test(sql)) rows.push((answer as unknown[]).length);
    };
    knex.on('query-response', count);
    const [event] = await list();
    knex.off('query-response', count);
    expect(event.run).toMatchObject({ status: 'failed', lastSeq: 43 });
    expect(event.run.steps[0].attempts).toBe(40);
    expect(rows).toEqual([1]);
  });

  it('leaves out what is about a run that was removed', async () => {
    const kept = await begin();
    const removed = await begin();
    await knex('runs').where({ id: removed.id }).delete();
    const { ids, events } = await createOutbox(knex).listEvents(100);
    expect(ids).toHaveLength(2);
    expect(events.map(event => event.kind === 'run' && event.run.id)).toEqual([
      kept.id,
    ]);
  });

  it('tells of runs that were compacted meanwhile, wholly or their first entries, as of others', async () => {
    const compacted = await createFinished(store);
    const partly = await createFinished(store);
    const before = await list();
    await compactAll(knex);
    expect(await list()).toEqual(before);
    // As it is left by one that was ended at its work.
    await knex('runs')
      .where({ id: partly.id })
      .update({ state: JSON.stringify(partly), compacted_state: null });
    expect(await list()).toEqual(before);
    expect(before.map(({ run }) => run.id)).toContain(compacted.id);
    await expandAll(knex);
    expect(await list()).toEqual(before);
  });

  it('leaves out a run that cannot be read any more, and tells of the others', async () => {
    const bad = await createFinished(store);
    const good = await createFinished(store);
    await compactAll(knex);
    await knex('compacted_entries')
      .where({ run_id: bad.id })
      .update({ content: Buffer.from('no such format') });
    const { ids, events } = await createOutbox(knex).listEvents(100);
    expect(ids.length).toBeGreaterThan(events.length);
    const told = events.map(event => event.kind === 'run' && event.run.id);
    expect(new Set(told)).toContain(good.id);
  });
});
