import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../../__testUtils__/policy/startGuarded';
import { eventually } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(60_000);

const HOUR = 60 * 60 * 1_000;

const soon = (ms: number) => [new Date(Date.now() + ms).toISOString()];
const later = soon(HOUR);

const written = (more: object = {}) => ({
  id: 'tidy',
  flow: 'quick',
  environment: 'development',
  at: later,
  timezone: 'UTC',
  ...more,
});

const FREEZE = `kind: freeze
id: frozen
environments: [production]
timezone: UTC
from: 2020-01-01T00:00
to: 2120-01-01T00:00
`;

describe('A file of schedules and windows', () => {
  let idp: GuardedOrchestrator;
  let folder: string;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-files-'));
    write('frozen.yaml', FREEZE);
    idp = await startGuarded({
      scripts: { note: { bash: 'true' } },
      flows: [
        defineFlow({
          id: 'quick',
          title: 'Quick',
          risk: 'medium',
          input: { type: 'object' },
          steps: [{ id: 'one', uses: 'script', with: { script: 'note' } }],
        }),
      ],
      config: {
        flowsDirectory: folder,
        environments: { development: {}, production: {} },
      },
    });
    idp.roles.give('anna');
  });
  afterAll(async () => {
    await idp.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string) =>
    fs.writeFileSync(path.join(folder, name), text);
  const writeSchedule = (more: object = {}) =>
    write('tidy.yaml', JSON.stringify({ kind: 'schedule', ...written(more) }));
  const anna = () => idp.as('anna');
  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'it was not refused',
      (error: Error) => `${(error.cause as Error).message}`,
    );
  const scheduleIn = (state: string) =>
    eventually(async () => {
      const { items } = await anna().listSchedules();
      return items.find(one => one.id === 'tidy' && one.state === state);
    });
  const problems = async () =>
    (await anna().listProblems()).items.filter(
      ({ about }) => about === 'schedule' || about === 'window',
    );

  it('freezes before anything is started, and ends what it froze with its file', async () => {
    const { items } = await anna().listWindows();
    expect(items).toMatchObject([
      { id: 'frozen', source: 'file', file: 'frozen.yaml' },
    ]);
    const { id } = await anna().startRun('quick', {
      environment: 'production',
      input: {},
    });
    await eventually(async () => {
      const { waitingFor } = await anna().getRun(id);
      return waitingFor?.kind === 'window' || undefined;
    });
    expect(
      await refusalOf(anna().endWindow('frozen', { reason: 'Please' })),
    ).toMatch(/written in the file frozen\.yaml/);
    write('frozen.yaml', FREEZE.replace('to:', 'till:'));
    await eventually(async () => {
      const [window] = (await anna().listWindows()).items;
      return window.outdated;
    });
    expect(await problems()).toMatchObject([
      { about: 'window', message: expect.stringMatching(/frozen stays/) },
    ]);
    fs.rmSync(path.join(folder, 'frozen.yaml'));
    await eventually(async () => {
      const { status } = await anna().getRun(id);
      return status === 'succeeded' || undefined;
    });
    expect((await anna().listWindows()).items).toEqual([]);
  });

  it('starts nothing until somebody has let it, which stands in the ledger', async () => {
    writeSchedule({ at: soon(7_000) });
    const schedule = await scheduleIn('needs-consent');
    expect(schedule).toMatchObject({ source: 'file', file: 'tidy.yaml' });
    expect(schedule).not.toHaveProperty('consentedBy');
    // It has only just come.
    expect(await problems()).toEqual([]);
    const [occurrence] = await eventually(async () => {
      const { items } = await anna().listOccurrences('tidy', {});
      return items[0]?.outcome === 'needs-consent' ? items : undefined;
    });
    expect(occurrence.because).toMatch(/has to resume it once/);
    writeSchedule();
    await eventually(async () => {
      const found = await scheduleIn('needs-consent');
      return found?.nextDueAt === later[0] || undefined;
    });
    expect(await problems()).toMatchObject([
      { about: 'schedule', severity: 'warning' },
    ]);
    await anna().resumeSchedule('tidy', { missed: 'skip' });
    expect(await scheduleIn('active')).toMatchObject({
      consentedBy: 'user:default/anna',
    });
    expect(await problems()).toEqual([]);
    const { outcome } = await anna().triggerSchedule('tidy', {});
    expect(outcome).toBe('manual');
  });

  it('is changed and removed where it is, and paused here', async () => {
    const { revision } = await scheduleIn('active');
    const changed = { definition: written(), revision };
    for (const call of [
      anna().updateSchedule('tidy', changed),
      anna().removeSchedule('tidy', { revision }),
      anna().createSchedule({ definition: written() }),
    ]) {
      expect(await refusalOf(call)).toMatch(/written in the file tidy\.yaml/);
    }
    await anna().pauseSchedule('tidy', {});
    expect(await scheduleIn('paused')).toBeDefined();
    await anna().resumeSchedule('tidy', { missed: 'skip' });
    expect(await anna().skipNext('tidy', {})).toMatchObject({
      outcome: 'skipped',
    });
  });

  it('leaves what it held to people, and to the ledger, when it is gone', async () => {
    writeSchedule({ at: soon(2 * HOUR) });
    await scheduleIn('active');
    fs.rmSync(path.join(folder, 'tidy.yaml'));
    const gone = await scheduleIn('broken');
    expect(gone).toMatchObject({ fileMissing: 'gone' });
    expect(gone).not.toHaveProperty('nextDueAt');
    expect(await problems()).toMatchObject([
      { message: expect.stringMatching(/not in the file tidy\.yaml/) },
    ]);
    for (const call of [
      anna().resumeSchedule('tidy', { missed: 'skip' }),
      anna().triggerSchedule('tidy', {}),
    ]) {
      expect(await refusalOf(call)).toMatch(/not in the file tidy\.yaml/);
    }
    await anna().removeSchedule('tidy', { revision: gone.revision });
    const { items } = await anna()
      .listOccurrences('tidy', {})
      .catch(() => ({
        items: undefined,
      }));
    expect(items).toBeUndefined();
  });

  it('breaks a schedule that nobody has let, too, when it is gone', async () => {
    writeSchedule();
    await scheduleIn('needs-consent');
    fs.rmSync(path.join(folder, 'tidy.yaml'));
    expect(await scheduleIn('broken')).toMatchObject({ fileMissing: 'gone' });
  });
});
