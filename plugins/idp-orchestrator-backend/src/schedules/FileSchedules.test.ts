import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { sqlite } from '../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../__testUtils__/fakeClock';
import { scheduleOf } from '../__testUtils__/schedules';
import { createScheduleStore } from '../database';
import { FlowFolder } from '../flows';
import type { RunAuthority, ScheduleStore } from '../ports';
import { FileSchedules } from './FileSchedules';

jest.setTimeout(60_000);

const NOON = Date.UTC(2026, 10, 27, 12);
const HOUR = 60 * 60 * 1_000;
const ANNA: RunAuthority = { principal: 'user:default/anna', consents: [] };

const nightly = (more: object = {}) =>
  JSON.stringify({
    kind: 'schedule',
    id: 'nightly',
    flow: 'clean-up',
    input: { days: 30 },
    environment: 'development',
    cron: '30 2 * * *',
    timezone: 'UTC',
    ...more,
  });

describe('The schedules of files', () => {
  const database = sqlite();
  let knex: Knex;
  let clock: FakeClock;
  let store: ScheduleStore;
  let folders: string[];

  beforeAll(() => database.start());
  afterAll(() => database.stop());
  beforeEach(async () => {
    knex = await database.create();
    clock = createFakeClock(NOON);
    store = createScheduleStore(knex, clock);
    folders = [];
  });
  afterEach(() =>
    folders.forEach(folder => fs.rmSync(folder, { recursive: true })),
  );

  /** A process with a folder of its own, or that of another one. */
  const openProcess = (
    folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-file-schedules-')),
  ) => {
    if (!folders.includes(folder)) folders.push(folder);
    const files = new FlowFolder(folder, ['development', 'production']);
    const schedules = new FileSchedules({
      list: () => files.list(),
      store,
      clock,
      logger: mockServices.logger.mock(),
    });
    return {
      folder,
      look: () => schedules.look(),
      write: (name: string, text: string) =>
        fs.writeFileSync(path.join(folder, name), text),
      remove: (name: string) => fs.rmSync(path.join(folder, name)),
      problems: async () =>
        (await files.list()).problems.map(({ message }) => message),
    };
  };
  const kept = async () => (await store.get('nightly'))!;
  const resume = async () => {
    const { revision } = await kept();
    await store.change('nightly', revision, {
      consent: ANNA,
      state: 'active',
      updatedAt: clock.now(),
    });
  };

  it('wait for somebody who lets them, and for no due time before', async () => {
    const one = openProcess();
    one.write('times.yaml', `# ours\n${nightly()}\n---\nkind: [`);
    one.write('times.yaml', nightly());
    await one.look();
    const schedule = await kept();
    expect(schedule).toMatchObject({
      state: 'needs-consent',
      revision: 1,
      file: { path: 'times.yaml' },
      cursorAt: NOON,
      nextAt: NOON + 14.5 * HOUR,
    });
    expect(schedule).not.toHaveProperty('consent');
    expect(schedule).not.toHaveProperty('createdBy');
    const [row] = await knex('schedules').select('source');
    expect(row).toEqual({ source: 'file' });
  });

  it('keep their consent when only their times change, and lose it with what they start', async () => {
    const one = openProcess();
    one.write('times.yaml', nightly());
    await one.look();
    await resume();
    one.write('times.yaml', nightly({ cron: '30 4 * * *', jitter: '5m' }));
    await one.look();
    expect(await kept()).toMatchObject({
      state: 'active',
      consent: ANNA,
      definition: { cron: '30 4 * * *' },
    });
    for (const grown of [
      { input: { days: 1 } },
      { flow: 'other' },
      { environment: 'production' },
    ]) {
      one.write('times.yaml', nightly());
      await one.look();
      await resume();
      one.write('times.yaml', nightly(grown));
      await one.look();
      const schedule = await kept();
      expect([grown, schedule.state]).toEqual([grown, 'needs-consent']);
      expect(schedule).not.toHaveProperty('consent');
    }
  });

  it('stay paused, whatever their file says', async () => {
    const one = openProcess();
    one.write('times.yaml', nightly());
    await one.look();
    await store.change('nightly', 1, {
      state: 'paused',
      nextAt: null,
      updatedAt: NOON,
    });
    one.write('times.yaml', nightly({ cron: '30 4 * * *' }));
    await one.look();
    one.remove('times.yaml');
    await one.look();
    const gone = await kept();
    expect(gone).toMatchObject({
      state: 'paused',
      definition: { cron: '30 4 * * *' },
      file: { missing: { is: 'gone' } },
    });
    expect(gone).not.toHaveProperty('nextAt');
  });

  it('are broken while their file is wrong or gone, and go on with their consent', async () => {
    const one = openProcess();
    one.write('times.yaml', nightly());
    await one.look();
    await resume();
    one.write('times.yaml', nightly({ cron: 'never' }));
    await one.look();
    await one.look();
    expect(await kept()).toMatchObject({
      outlook: { result: 'broken' },
      file: {
        missing: {
          is: 'wrong',
          reason: expect.stringMatching(/times\.yaml:1:\d+: cron: expected/),
        },
      },
    });
    expect(await kept()).not.toHaveProperty('nextAt');
    one.remove('times.yaml');
    await one.look();
    expect(await kept()).toMatchObject({
      outlook: { reason: expect.stringMatching(/times\.yaml.*Remove it/) },
      file: { missing: { is: 'gone' } },
    });
    one.write('times.yaml', nightly());
    await one.look();
    const back = await kept();
    expect(back).toMatchObject({
      state: 'active',
      consent: ANNA,
      nextAt: NOON + 14.5 * HOUR,
    });
    expect(back.file).not.toHaveProperty('missing');
  });

  it('are found again in another file, with all that they had', async () => {
    const one = openProcess();
    one.write('times.yaml', nightly());
    await one.look();
    await resume();
    clock.advance(HOUR);
    one.remove('times.yaml');
    one.write('night.yaml', nightly());
    await one.look();
    expect(await kept()).toMatchObject({
      state: 'active',
      cursorAt: NOON,
      file: { path: 'night.yaml' },
    });
  });

  it('are decided as they were written when they are due at this moment', async () => {
    const one = openProcess();
    one.write('times.yaml', nightly());
    await one.look();
    clock.advance(15 * HOUR);
    one.write('times.yaml', nightly({ cron: '0 5 * * *' }));
    await one.look();
    const due = await kept();
    expect(due.definition).toMatchObject({ cron: '30 2 * * *' });
    await store.decide(due, {
      cursorAt: due.nextAt!,
      nextAt: due.nextAt! + 24 * HOUR,
      occurrences: [],
    });
    await one.look();
    expect((await kept()).definition).toMatchObject({ cron: '0 5 * * *' });
  });

  it('1.5.22: win against one that somebody made, which needs consent and is told', async () => {
    const made = { consent: ANNA, cursorAt: NOON, nextAt: NOON + HOUR };
    await store.add(scheduleOf({ id: 'nightly' }, made));
    const one = openProcess();
    one.write('times.yaml', nightly());
    await one.look();
    const schedule = await kept();
    expect(schedule).toMatchObject({
      state: 'needs-consent',
      definition: { flow: 'clean-up' },
      file: { path: 'times.yaml', replaced: true },
      createdBy: { ref: 'user:default/anna' },
    });
    expect(schedule).not.toHaveProperty('consent');
  });

  it('have an id of their own, or none of them is used', async () => {
    const one = openProcess();
    one.write('a.yaml', nightly());
    await one.look();
    one.write('b.yaml', nightly());
    await one.look();
    expect(await one.problems()).toEqual([
      expect.stringMatching(/no other schedule.*the others are b\.yaml:1/),
      expect.stringMatching(/no other schedule.*the others are a\.yaml:1/),
    ]);
    expect(await kept()).toMatchObject({
      file: { path: 'a.yaml', missing: { is: 'wrong' } },
    });
    one.remove('b.yaml');
    await one.look();
    expect(await kept()).toMatchObject({ state: 'needs-consent' });
  });

  it('are kept once by two processes that read the same folder', async () => {
    const one = openProcess();
    const two = openProcess(one.folder);
    one.write('times.yaml', nightly());
    await Promise.all([one.look(), two.look()]);
    await Promise.all([one.look(), two.look()]);
    expect(await kept()).toMatchObject({ revision: 1 });
    one.write('times.yaml', nightly({ cron: '0 5 * * *' }));
    await Promise.all([one.look(), two.look()]);
    await Promise.all([one.look(), two.look()]);
    expect(await kept()).toMatchObject({ revision: 2 });
  });

  it('are not taken back by a process whose folder is older, unless it is started anew', async () => {
    const older = openProcess();
    const newer = openProcess();
    for (const { write } of [older, newer]) write('times.yaml', nightly());
    await older.look();
    await newer.look();
    newer.write('times.yaml', nightly({ cron: '0 5 * * *' }));
    newer.write('more.yaml', nightly({ id: 'more' }));
    for (let looks = 0; looks < 3; looks += 1) {
      await newer.look();
      await older.look();
    }
    expect(await kept()).toMatchObject({
      revision: 2,
      definition: { cron: '0 5 * * *' },
    });
    expect(await store.get('more')).toMatchObject({ state: 'needs-consent' });
    await openProcess(older.folder).look();
    expect((await kept()).definition).toMatchObject({ cron: '30 2 * * *' });
    expect(await store.get('more')).toMatchObject({
      file: { missing: { is: 'gone' } },
    });
  });
});
