import fs from 'node:fs';
import path from 'node:path';
import type {
  Run,
  Schedule,
  ScheduleOccurrence,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { startBackend, type CliBackend } from '../__testUtils__/startBackend';

jest.setTimeout(180_000);

const NIGHTLY = `kind: schedule
id: nightly
title: Every night
flow: greet
input: { name: Ada }
environment: development
cron: '30 2 * * *'
timezone: Europe/Berlin
`;

let backend: CliBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.idp.stop());

const write = (name: string, text: string): string => {
  const file = path.join(backend.home, name);
  fs.writeFileSync(file, text);
  return file;
};

describe('Schedules by the command line', () => {
  const cli = (...args: string[]) => backend.cli(['schedules', ...args]);
  const read = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await cli(...args, '--json');
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
    return JSON.parse(stdout) as T;
  };
  const make = (id: string, ...options: string[]) =>
    read<Schedule>(
      'create',
      write(`${id}.yaml`, NIGHTLY.replace('id: nightly', `id: ${id}`)),
      ...options,
    );

  it('are made of a file, listed and shown', async () => {
    const file = write('nightly.yaml', NIGHTLY);
    const made = await cli('create', file, '--reason', 'as agreed');
    expect(made.stdout).toMatch(
      /^active {2}nightly \(Every night\) starts greet in development\n/,
    );
    expect(made.stdout).toMatch(/due next at \d{4}-/);
    expect(made.code).toBe(0);
    const listed = await cli('list', '--flow', 'greet', '--state', 'active');
    expect(listed.stdout).toMatch(/^nightly +active +greet +development +\d/m);
    const shown = await cli('show', 'nightly');
    expect(shown.stdout).toMatch(/T0[01]:30:00Z +\S+T02:30 \+0[12]:00/);
    expect(shown.stdout).toContain('revision 1, with the rights of user:');
    const twice = await cli('create', file);
    expect(twice.code).toBe(2);
    expect(twice.stderr).toContain('There is a schedule nightly already');
  });

  it('are made paused where that is wanted, and go on when they are resumed', async () => {
    const made = await make('sleeping', '--paused', '--reason', 'not yet');
    expect(made).toMatchObject({
      state: 'paused',
      stateReason: 'not yet',
      stateBy: { ref: 'user:default/mock' },
    });
    expect(made).not.toHaveProperty('nextDueAt');
    const unsaid = await cli('resume', 'sleeping');
    expect(unsaid.code).toBe(2);
    expect(unsaid.stderr).toContain('--missed');
    const wrong = await cli('resume', 'sleeping', '--missed', 'some');
    expect(wrong.stderr).toContain('one of skip, latest, all, got some');
    const resumed = await cli('resume', 'sleeping', '--missed', 'skip');
    expect(resumed.stdout).toContain('0 due times since it stopped are');
    expect(resumed.code).toBe(0);
    const paused = await cli('pause', 'sleeping', '--reason', 'again');
    expect(paused.stdout).toMatch(/^paused .*\nagain\n/);
    const again = await cli('pause', 'sleeping');
    expect(again.code).toBe(2);
  });

  it('are changed by a file, as they were looked at', async () => {
    await make('changing');
    const text = NIGHTLY.replace('id: nightly', 'id: changing').replace(
      '30 2 *',
      '45 4 *',
    );
    const file = write('changing.yaml', text);
    const changed = await read<Schedule>('update', file);
    expect(changed).toMatchObject({ revision: 2, cron: '45 4 * * *' });
    const old = await cli('update', file, '--revision', '1');
    expect(old.code).toBe(2);
    expect(old.stderr).toContain('its revision is 2 now, not 1');
    const removed = await cli('remove', 'changing', '--revision', '2');
    expect(removed.stdout).toContain('Schedule changing is removed');
    expect((await cli('show', 'changing')).code).toBe(2);
  });

  it('are triggered, and their run is followed', async () => {
    await make('triggered');
    const run = await read<Run>('trigger', 'triggered', '--wait');
    expect(run).toMatchObject({
      status: 'succeeded',
      input: { name: 'Ada' },
      cause: { kind: 'schedule', id: 'triggered', manual: true },
    });
    const started = await read<ScheduleOccurrence>('trigger', 'triggered');
    expect(started.outcome).toBe('manual');
    await backend.idp.finished(started.runId!);
    const { stdout } = await cli('show', 'triggered');
    expect(stdout).toContain(`manual  run ${run.id}`);
  });

  it('leave out what is due next', async () => {
    const { nextDueAt } = await make('skipping');
    const { stdout, code } = await cli('skip-next', 'skipping');
    expect(stdout).toBe(`What is due at ${nextDueAt} is left out\n`);
    expect(code).toBe(0);
  });

  it('are previewed, of a file or of a pattern', async () => {
    const { stdout } = await cli(
      ...['preview', '--cron', '0 9 1 1 *', '--timezone', 'Asia/Tokyo'],
      ...['--count', '1'],
    );
    expect(stdout).toMatch(/-01-01T00:00:00Z +\S+-01-01T09:00 \+09:00\n/);
    const file = write('preview.yaml', NIGHTLY);
    const preview = await read<{ nextTimes: object[] }>('preview', file);
    expect(preview.nextTimes).toHaveLength(5);
    const both = await cli('preview', file, '--every', '6h');
    expect(both.code).toBe(2);
    const wrong = await cli(
      'preview',
      '--cron',
      '0 9 * *',
      '--timezone',
      'UTC',
    );
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('five fields');
  });

  it('in a file that is none are refused in words', async () => {
    const flow = write('flow.yaml', 'kind: window\nid: some\n');
    expect((await cli('create', flow)).stderr).toContain(
      'Expected kind: schedule, or none,',
    );
    const list = write('list.yaml', '- a\n');
    expect((await cli('update', list)).stderr).toContain(
      'Expected an object with one schedule in',
    );
    const short = write('short.yaml', 'id: short\nflow: greet\n');
    const { code, stderr } = await cli('create', short);
    expect(code).toBe(2);
    expect(stderr).toContain('definition.environment: expected the name of an');
    const state = await cli('list', '--state', 'fine');
    expect(state.stderr).toContain('Expected --state with one of active');
  });
});

describe('Windows by the command line', () => {
  const cli = (...args: string[]) => backend.cli(['windows', ...args]);

  it('are made at once, listed and ended', async () => {
    const made = await cli(
      ...['freeze', 'development', '--for', '1h', '--risk', 'critical'],
      ...['--reason', 'an incident', '--json'],
    );
    const { id } = JSON.parse(made.stdout) as { id: string };
    const listed = await cli('list', '--env', 'development');
    expect(listed.stdout).toMatch(
      new RegExp(`^${id} +lasts +freeze +development +until \\d{4}-`, 'm'),
    );
    const ended = await cli('end', id, '--reason', 'it is over');
    expect(ended.code).toBe(0);
    expect((await cli('list')).stdout).not.toContain(`${id}  lasts`);
  });

  it('that cannot be are refused in words', async () => {
    const endless = await cli('freeze', 'development', '--reason', 'why');
    expect(endless.code).toBe(2);
    expect(endless.stderr).toContain('either to (a time) or for (a length');
    const risk = await cli(
      ...['freeze', 'development', '--for', '1h', '--risk', 'some'],
      ...['--reason', 'why'],
    );
    expect(risk.stderr).toContain('Expected --risk with one of low');
    expect((await cli('freeze', 'development', '--for', '1h')).code).toBe(2);
  });
});
