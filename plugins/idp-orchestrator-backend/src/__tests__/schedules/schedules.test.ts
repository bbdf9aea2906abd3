import {
  isRunFinished,
  type ScheduleOccurrence,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../../__testUtils__/policy/startGuarded';
import { sqlite } from '../../__testUtils__/databases';
import { eventually } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(60_000);

const HOUR = 60 * 60 * 1_000;
const NOTE = { bash: 'true' };

const flowOf = (id: string, more: object = {}) =>
  defineFlow({
    id,
    title: id,
    risk: 'medium',
    input: { type: 'object' },
    steps: [{ id: 'one', uses: 'script', with: { script: 'note' } }],
    ...more,
  } as Parameters<typeof defineFlow>[0]);

const ASKING = {
  steps: [{ id: 'ask', uses: 'approval', with: { message: 'Go on?' } }],
};

describe('Schedules', () => {
  const database = sqlite();
  let knex: Knex;
  let idp: GuardedOrchestrator;
  let count = 0;

  beforeAll(async () => {
    await database.start();
    knex = await database.create();
    idp = await startGuarded({
      database: knex,
      scripts: { note: NOTE },
      flows: [
        flowOf('quick'),
        flowOf('asking', ASKING),
        flowOf('locked', { ...ASKING, concurrency: { key: 'the-lock' } }),
        flowOf('typed', {
          input: {
            type: 'object',
            properties: {
              name: { type: 'string', pattern: '^[a-z]+$' },
              password: { type: 'string', format: 'password' },
            },
          },
        }),
      ],
      config: { environments: { development: {}, production: {} } },
    });
    idp.roles.give('anna');
    idp.roles.give('ben', { environments: ['development'] });
  });
  afterAll(async () => {
    await idp.stop();
    await database.stop();
  });

  const anna = () => idp.as('anna');
  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'it was not refused',
      (error: Error) => `${(error.cause as Error).message}`,
    );
  /** A schedule that is due in a moment, by default. */
  const definitionOf = (more: object = {}) => {
    count += 1;
    return {
      id: `schedule-${count}`,
      flow: 'quick',
      environment: 'development',
      at: [new Date(Date.now() + 700).toISOString()],
      timezone: 'UTC',
      ...more,
    };
  };
  const later = { at: [new Date(Date.now() + HOUR).toISOString()] };
  const lastOf = (id: string, outcome?: ScheduleOccurrence['outcome']) =>
    eventually(async () => {
      const { items } = await anna().listOccurrences(id, {});
      const [last] = items as ScheduleOccurrence[];
      if (!last) return undefined;
      const isIt = outcome
        ? last.outcome === outcome
        : !['starting', 'waiting'].includes(last.outcome);
      return isIt ? last : undefined;
    });

  it('start a run when it is due, which says so', async () => {
    const definition = definitionOf({ title: 'Quick one' });
    const made = await anna().createSchedule({ definition });
    expect(made).toMatchObject({
      state: 'active',
      willRun: { result: 'ok' },
      nextDueAt: definition.at[0],
      consentedBy: 'user:default/anna',
    });
    const last = await lastOf(definition.id);
    expect(last).toMatchObject({
      outcome: 'started',
      dueAt: definition.at[0],
    });
    const run = await anna().getRun(last.runId!);
    expect(run).toMatchObject({
      initiator: {
        kind: 'automation',
        ref: `schedule:${definition.id}`,
        onBehalfOf: 'user:default/anna',
      },
      cause: { kind: 'schedule', id: definition.id, dueAt: definition.at[0] },
      reason: 'Schedule Quick one',
    });
    expect(run.priority).toBeLessThan(0);
    const { schedule } = await anna().getSchedule(definition.id);
    expect(schedule).toMatchObject({ state: 'ended' });
    const done = await eventually(async () => {
      const now = await anna().getRun(run.id);
      return isRunFinished(now) ? now : undefined;
    });
    expect(done.status).toBe('succeeded');
  });

  it('are made of what their maker may start, and no more', async () => {
    const definition = definitionOf({ ...later, environment: 'production' });
    const refused = idp.as('ben').createSchedule({ definition });
    expect(await refusalOf(refused)).toMatch(/run\.create.*production/);
    const here = { ...definition, environment: 'development' };
    const made = await idp.as('ben').createSchedule({ definition: here });
    expect(made).toMatchObject({ consentedBy: 'user:default/ben' });
  });

  it('ask their condition when they are due, and say why it is not met', async () => {
    const met = definitionOf({ when: 'last == null && health.score < 50' });
    const unmet = definitionOf({ when: '${{ health.score > 90 }}' });
    await anna().createSchedule({ definition: met });
    await anna().createSchedule({ definition: unmet });
    expect(await lastOf(met.id)).toMatchObject({ outcome: 'started' });
    const last = await lastOf(unmet.id);
    expect(last).toMatchObject({ outcome: 'skipped-when' });
    expect(last.because).toMatch(
      /not met: health\.score > 90\. The platform is unknown \(score 0\), and there was no run before/,
    );
    const typo = definitionOf({ when: 'helth.score > 90' });
    const refused = anna().createSchedule({ definition: typo });
    expect(await refusalOf(refused)).toMatch(/when: .*helth/);
  });

  it('are broken by a condition that cannot be asked', async () => {
    const definition = definitionOf({ when: 'services.grafna.status == "up"' });
    await anna().createSchedule({ definition });
    const last = await lastOf(definition.id);
    expect(last).toMatchObject({ outcome: 'broken' });
    expect(last.because).toMatch(/grafna/);
  });

  it('1.5.14: start nothing when who consented may not any more', async () => {
    const definition = definitionOf();
    await idp.as('ben').createSchedule({ definition });
    idp.roles.give('ben', { only: ['flow.read'] });
    const last = await lastOf(definition.id);
    idp.roles.give('ben', { environments: ['development'] });
    expect(last).toMatchObject({ outcome: 'needs-consent' });
    expect(last.because).toMatch(/user:default\/ben may not start it any more/);
    expect(last).not.toHaveProperty('runId');
  });

  it('1.5.13: are refused for an input that their flow does not take', async () => {
    const definition = definitionOf({ ...later, flow: 'typed' });
    const wrong = { ...definition, input: { name: 'UPPER' } };
    expect(
      await refusalOf(anna().createSchedule({ definition: wrong })),
    ).toMatch(/input\.name|name: expected/);
  });

  it('1.5.15: take no secret', async () => {
    const definition = definitionOf({
      ...later,
      flow: 'typed',
      input: { password: 'hunter2' },
    });
    const made = anna().createSchedule({ definition });
    const refusal = await refusalOf(made);
    expect(refusal).toMatch(/a schedule keeps none/);
    expect(refusal).not.toMatch('hunter2');
  });

  it('1.5.16: are refused for an environment that there is not', async () => {
    const definition = definitionOf({ ...later, environment: 'moon' });
    expect(await refusalOf(anna().createSchedule({ definition }))).toMatch(
      /environment: expected one of/,
    );
  });

  it('say everything that is wrong with when they are due', async () => {
    const definition = { ...definitionOf(later), timezone: 'Europe/Berln' };
    expect(await refusalOf(anna().createSchedule({ definition }))).toMatch(
      /timezone: .*Europe\/Berlin/,
    );
    const past = definitionOf({ at: ['2020-01-01T00:00:00Z'] });
    expect(
      await refusalOf(anna().createSchedule({ definition: past })),
    ).toMatch(/lies ahead/);
  });

  it('are changed by who has seen the last change', async () => {
    const definition = definitionOf({ cron: '30 2 * * *', at: undefined });
    const { id, revision } = await anna().createSchedule({ definition });
    const changed = { ...definition, cron: '30 3 * * *' };
    const told = await anna().updateSchedule(id, {
      definition: changed,
      revision,
    });
    expect(told).toMatchObject({ revision: revision + 1, cron: '30 3 * * *' });
    expect(
      await refusalOf(
        anna().updateSchedule(id, { definition: changed, revision }),
      ),
    ).toMatch(/was changed since you looked at it/);
    expect(
      await refusalOf(
        anna().updateSchedule(id, {
          definition: { ...changed, id: 'another' },
          revision: revision + 1,
        }),
      ),
    ).toMatch(/keeps its id/);
    await anna().removeSchedule(id, { revision: revision + 1 });
    expect(await refusalOf(anna().getSchedule(id))).toMatch(/There is no/);
  });

  it('show the next five due times, with what surprises in them', async () => {
    const definition = definitionOf({
      cron: '30 2 * * *',
      at: undefined,
      timezone: 'Europe/Berlin',
    });
    await anna().createSchedule({ definition });
    const { nextTimes } = await anna().getSchedule(definition.id);
    expect(nextTimes).toHaveLength(5);
    expect(nextTimes[0]).toMatchObject({
      local: expect.stringMatching(/T02:30$/),
      offset: expect.stringMatching(/^\+0[12]:00$/),
    });
    const preview = await anna().previewSchedule({
      cron: '0 0 13 * 5',
      timezone: 'UTC',
      count: 2,
    });
    expect(preview.nextTimes).toHaveLength(2);
    expect(preview.notes).toEqual([expect.stringMatching(/either is enough/)]);
  });

  it('1.5.10: say what becomes of the due times since they stopped', async () => {
    const definition = definitionOf({ cron: '0 0 1 1 *', at: undefined });
    const { id } = await anna().createSchedule({ definition });
    const paused = await anna().pauseSchedule(id, { reason: 'Moving' });
    expect(paused).toMatchObject({
      state: 'paused',
      stateReason: 'Moving',
      stateBy: { ref: 'user:default/anna' },
    });
    expect(paused).not.toHaveProperty('nextDueAt');
    expect(await refusalOf(anna().pauseSchedule(id, {}))).toMatch(/already/);
    expect(
      await refusalOf(anna().resumeSchedule(id, { missed: 'all' })),
    ).toMatch(/skip or latest/);
    const resumed = await anna().resumeSchedule(id, { missed: 'latest' });
    expect(resumed).toMatchObject({
      caughtUp: 0,
      schedule: { state: 'active' },
    });
  });

  it('are made paused, and start nothing until somebody resumes them', async () => {
    const definition = definitionOf();
    const { id } = definition;
    const made = await anna().createSchedule({
      definition,
      paused: true,
      reason: 'Not yet',
    });
    expect(made).toMatchObject({ state: 'paused', stateReason: 'Not yet' });
    const due = Date.parse(definition.at[0]);
    await eventually(async () => Date.now() > due + 1_500 || undefined);
    expect(await anna().listOccurrences(id, {})).toEqual({ items: [] });
    const resumed = await anna().resumeSchedule(id, { missed: 'latest' });
    expect(resumed.caughtUp).toBe(1);
    expect(await lastOf(id)).toMatchObject({
      outcome: 'started',
      dueAt: definition.at[0],
    });
  });

  it('count the due times since they stopped', async () => {
    const soon = Date.now() + 2_000;
    const at = [0, 300, HOUR].map(ms => new Date(soon + ms).toISOString());
    const { id } = await anna().createSchedule({
      definition: definitionOf({ at }),
    });
    expect(await anna().getSchedule(id)).toMatchObject({ missed: 0 });
    await anna().pauseSchedule(id, {});
    const missed = await eventually(async () => {
      const detail = await anna().getSchedule(id);
      return detail.missed === 2 || undefined;
    });
    expect(missed).toBe(true);
    await anna().resumeSchedule(id, { missed: 'skip' });
    expect(await anna().getSchedule(id)).toMatchObject({
      missed: 0,
      occurrences: [],
    });
  });

  it('1.5.23: are triggered by hand, in the name of who does', async () => {
    const definition = definitionOf(later);
    await anna().createSchedule({ definition });
    const occurrence = await idp.as('ben').triggerSchedule(definition.id, {
      reason: 'To try it',
    });
    expect(occurrence).toMatchObject({ outcome: 'manual' });
    expect(await anna().getRun(occurrence.runId!)).toMatchObject({
      initiator: { kind: 'user', ref: 'user:default/ben' },
      cause: { kind: 'schedule', id: definition.id, manual: true },
      reason: 'To try it',
    });
  });

  it('leave out the next due time where somebody says so', async () => {
    const definition = definitionOf({ cron: '0 0 1 1 *', at: undefined });
    const { id, nextDueAt } = await anna().createSchedule({ definition });
    const skipped = await anna().skipNext(id, { reason: 'Holidays' });
    expect(skipped).toMatchObject({
      dueAt: nextDueAt,
      outcome: 'skipped',
      because: 'anna left it out: Holidays',
    });
    const { schedule, occurrences } = await anna().getSchedule(id);
    expect(schedule.nextDueAt! > nextDueAt!).toBe(true);
    expect(occurrences).toEqual([skipped]);
    const { items } = await anna().listSchedules({});
    expect(items.find(one => one.id === id)).toMatchObject({ last: skipped });
  });

  it('are listed by pages, of which each goes on where the one before ended', async () => {
    const all = await anna().listSchedules({ flow: 'quick', limit: 200 });
    expect(all).not.toHaveProperty('nextCursor');
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { flow: 'quick', limit: 2, cursor };
      const page = await anna().listSchedules(query);
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found.length).toBeGreaterThan(2);
    expect(found).toEqual(all.items.map(({ id }) => id));
  });

  it('1.5.17: wait for a run that waits for an approval, and say so', async () => {
    const definition = definitionOf({ flow: 'asking' });
    const { id } = await anna().createSchedule({ definition });
    const first = await lastOf(id);
    await eventually(async () => {
      const { status } = await anna().getRun(first.runId!);
      return status === 'waiting' || undefined;
    });
    const at = [new Date(Date.now() + 700).toISOString()];
    const { schedule } = await anna().getSchedule(id);
    await anna().updateSchedule(id, {
      definition: { ...definition, at },
      revision: schedule.revision,
    });
    const second = await eventually(async () => {
      const last = await lastOf(id);
      return last.dueAt === at[0] ? last : undefined;
    });
    expect(second).toMatchObject({ outcome: 'skipped-overlap' });
    expect(second.because).toMatch(`Run ${first.runId} is waiting`);
  });

  it('1.5.19: start nothing that a freeze would hold beyond its deadline', async () => {
    const window = await anna().createWindow({
      environments: ['production'],
      for: '1h',
      reason: 'Holidays',
    });
    const short = definitionOf({ environment: 'production', deadline: '5m' });
    const long = definitionOf({ environment: 'production', deadline: '2h' });
    await anna().createSchedule({ definition: short });
    await anna().createSchedule({ definition: long });
    const missed = await lastOf(short.id);
    expect(missed).toMatchObject({ outcome: 'missed-deadline' });
    expect(missed.because).toMatch(
      /^It would wait for .*, until .*, longer than its deadline of 5m$/,
    );
    expect(missed).not.toHaveProperty('runId');
    expect(await lastOf(long.id)).toMatchObject({ outcome: 'started' });
    expect(await anna().getSchedule(short.id)).toMatchObject({
      schedule: { state: 'ended' },
    });
    await anna().endWindow(window.id, { reason: 'Over' });
  });

  it('tell beforehand that a freeze holds or refuses what is next', async () => {
    const window = await anna().createWindow({
      environments: ['production'],
      for: '3h',
      reason: 'Holidays',
    });
    const production = { ...later, environment: 'production' };
    const waiting = definitionOf(production);
    const missing = definitionOf({ ...production, deadline: '5m' });
    for (const definition of [waiting, missing]) {
      await anna().createSchedule({ definition });
    }
    // As it is an hour later.
    await knex('schedules')
      .whereIn('id', [waiting.id, missing.id])
      .update({ reviewed_at: 0 });
    const reviewed = (id: string) =>
      eventually(async () => {
        const { schedule } = await anna().getSchedule(id);
        return schedule.willRun.reason ? schedule : undefined;
      });
    expect(await reviewed(waiting.id)).toMatchObject({
      state: 'active',
      willRun: {
        result: 'ok',
        reason: expect.stringMatching(
          /^Its next run, at .*, would wait for .*, until/,
        ),
      },
    });
    const { willRun } = await reviewed(missing.id);
    expect(willRun).toMatchObject({ result: 'refused' });
    expect(willRun.reason).toMatch(/longer than its deadline of 5m$/);
    const { items } = await anna().listProblems();
    const about = items.filter(
      ({ source }) => source === `schedule ${missing.id}`,
    );
    expect(about).toMatchObject([
      { severity: 'warning', message: willRun.reason },
    ]);
    await anna().endWindow(window.id, { reason: 'Over' });
  });

  it('give up a run that a lock keeps from beginning within its deadline', async () => {
    const holder = await anna().startRun('locked', {
      environment: 'development',
    });
    const short = definitionOf({ flow: 'locked', deadline: '30m' });
    await anna().createSchedule({ definition: short });
    await lastOf(short.id, 'started');
    // As it is half an hour later.
    await knex('schedule_occurrences')
      .where({ schedule_id: short.id })
      .update({ begin_by: Date.now() });
    const missed = await lastOf(short.id, 'missed-deadline');
    expect(missed.because).toMatch(
      /^It could not begin within its deadline of 30m, and waited for its lock, which another run held$/,
    );
    const run = await anna().getRun(missed.runId!);
    expect(run).toMatchObject({
      status: 'cancelled',
      error: { message: missed.because },
    });
    expect(run.steps.every(({ status }) => status === 'skipped')).toBe(true);
    expect(run).not.toHaveProperty('cancellation');
    await anna().cancelRun(holder.id, { reason: 'Enough of it' });
  });

  it('make runs that a freeze holds', async () => {
    const window = await anna().createWindow({
      environments: ['production'],
      for: '1h',
      reason: 'Holidays',
    });
    const definition = definitionOf({ environment: 'production' });
    await anna().createSchedule({ definition });
    const { outcome, runId } = await lastOf(definition.id);
    expect(outcome).toBe('started');
    const held = await eventually(async () => {
      const run = await anna().getRun(runId!);
      return run.steps[0].waitingFor?.kind === 'window' || undefined;
    });
    expect(held).toBe(true);
    await anna().endWindow(window.id, { reason: 'Over' });
  });
});
