import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../../__testUtils__/policy/startGuarded';
import { eventually } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const locking = (id: string) =>
  defineFlow({
    id,
    title: id,
    risk: 'medium',
    input: { type: 'object', properties: { note: { type: 'string' } } },
    concurrency: { key: 'deploy ${{ environment.name }}', onConflict: 'queue' },
    steps: [{ id: 'one', uses: 'script', with: { script: 'note' } }],
  });

describe('The calendar', () => {
  let idp: GuardedOrchestrator;
  const now = Date.now();
  const iso = (at: number) => new Date(at).toISOString();
  const anna = () => idp.as('anna');

  beforeAll(async () => {
    idp = await startGuarded({
      scripts: { note: { bash: 'true' } },
      flows: [locking('first'), locking('second')],
      config: {
        environments: { development: {}, production: {} },
        windows: [
          {
            id: 'freeze',
            title: 'A freeze',
            kind: 'freeze',
            environments: ['production'],
            timezone: 'UTC',
            from: iso(now + 2 * DAY).slice(0, 16),
            to: iso(now + 3 * DAY).slice(0, 16),
          },
        ],
      },
    });
    idp.roles.give('anna');
    idp.roles.give('ben', { only: ['flow.read'] });
  });
  afterAll(() => idp.stop());

  const make = (id: string, at: number[], more: object = {}) =>
    anna().createSchedule({
      definition: {
        id,
        flow: 'first',
        environment: 'development',
        at: at.map(iso),
        timezone: 'UTC',
        ...more,
      },
    });

  it('shows what became of due times, and what lies ahead', async () => {
    const soon = now + 2_000;
    const later = now + DAY;
    await make('once', [Math.max(soon, Date.now() + 500), later]);
    const from = iso(now - DAY);
    const items = await eventually(async () => {
      const calendar = await anna().getCalendar({ from });
      const [past] = calendar.items;
      return past?.outcome === 'started' ? calendar.items : undefined;
    });
    expect(items).toEqual([
      {
        scheduleId: 'once',
        title: 'once',
        flow: 'first',
        environment: 'development',
        dueAt: expect.any(String),
        result: 'ok',
        outcome: 'started',
        runId: expect.any(String),
      },
      expect.objectContaining({ dueAt: iso(later), result: 'ok' }),
    ]);
    await anna().pauseSchedule('once', {});
    const paused = await anna().getCalendar({ from });
    expect(paused.items.map(({ result }) => result)).toEqual(['ok', 'stopped']);
    const elsewhere = await anna().getCalendar({
      from,
      environment: 'production',
    });
    expect(elsewhere.items).toEqual([]);
  });

  it('shows windows, and what gets in the way of what', async () => {
    const at = now + 5 * DAY;
    await make('a-lock', [at]);
    await make('b-lock', [at], { flow: 'second', title: 'B' });
    await make('frozen', [now + 2.5 * DAY], { environment: 'production' });
    const { windows, collisions } = await anna().getCalendar();
    expect(windows).toEqual([
      {
        id: 'freeze',
        title: 'A freeze',
        kind: 'freeze',
        environments: ['production'],
        from: expect.any(String),
        to: expect.any(String),
      },
    ]);
    expect(collisions).toMatchObject([
      { kind: 'window', schedules: ['frozen'], environment: 'production' },
      { kind: 'lock', schedules: ['a-lock', 'b-lock'], from: iso(at) },
    ]);
    expect(collisions[0].text).toContain('the end of the freeze "A freeze"');
    expect(collisions[1].text).toContain('the lock "deploy development"');
    const none = await anna().getCalendar({ to: iso(now + 2 * DAY) });
    expect(none.collisions).toEqual([]);
  });

  it('shows by when runs should have ended, when three have', async () => {
    await make('ending', [now + 7 * DAY], { flow: 'second' });
    const endsAt = async () => {
      const { items } = await anna().getCalendar();
      return items.find(({ scheduleId }) => scheduleId === 'ending')?.endsAt;
    };
    expect(await endsAt()).toBeUndefined();
    for (let count = 0; count < 3; count++) {
      const { id } = await anna().startRun('second', {
        environment: 'development',
      });
      await eventually(async () => {
        const run = await anna().getRun(id);
        return run.status === 'succeeded' ? run : undefined;
      });
    }
    // Asking for figures counts what has just ended.
    await anna().getStats();
    const end = Date.parse((await endsAt())!);
    expect(end).toBeGreaterThanOrEqual(now + 7 * DAY);
    expect(end).toBeLessThan(now + 7 * DAY + 10 * MINUTE);
  });

  it('is no longer than 42 days, and for who may see schedules', async () => {
    const refusalOf = (call: Promise<unknown>) =>
      call.then(
        () => 'it was not refused',
        (error: Error) => `${(error.cause as Error).message}`,
      );
    const to = iso(now + 43 * DAY);
    const long = anna().getCalendar({ from: iso(now), to });
    expect(await refusalOf(long)).toMatch(
      /to: expected a time after from .*42/,
    );
    const back = anna().getCalendar({ from: to, to: iso(now) });
    expect(await refusalOf(back)).toMatch(/to: expected a time after from/);
    const ben = idp.as('ben').getCalendar();
    expect(await refusalOf(ben)).toMatch(/schedule\.read/);
  });

  it('is a file as well, with none of the inputs', async () => {
    await make('typed', [now + DAY], { input: { note: 'not for calendars' } });
    const file = await idp.fetchAs('anna', '/v1/calendar.ics');
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe(
      'text/calendar; charset=utf-8',
    );
    const text = await file.text();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text).toContain('\r\nUID:schedule-typed-');
    expect(text).toContain('\r\nUID:window-freeze-');
    expect(text).not.toContain('not for calendars');
    const refused = await idp.fetchAs('ben', '/v1/calendar.ics');
    expect(refused.status).toBe(403);
    const wrong = await idp.fetchAs('anna', '/v1/calendar.ics?from=soon');
    expect(wrong.status).toBe(400);
  });

  it('says what is left out where there is too much', async () => {
    await make('each-minute', [], {
      at: undefined,
      every: '1m',
      flow: 'second',
    });
    const calendar = await anna().getCalendar();
    await anna().pauseSchedule('each-minute', {});
    expect(calendar.items).toHaveLength(2_000);
    expect(calendar.incomplete).toMatch(
      /^Only the first 2,000 due times are shown, up to 20.*Z\. Ask for/,
    );
    const times = calendar.items.map(({ dueAt }) => dueAt);
    expect(times).toEqual([...times].sort());
  });
});
