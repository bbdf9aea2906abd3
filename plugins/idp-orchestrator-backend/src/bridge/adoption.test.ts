import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createAttempt,
  createTestBridge,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { startOwner } from './__testUtils__/startOwner';
import { hostScans } from './supervisor/ProcessScans';

jest.setTimeout(60_000);

async function hasEnded(folder: string): Promise<boolean> {
  const exit = await readFile(join(folder, 'exit'), 'utf8').catch(() => '');
  return exit.endsWith('\nend\n');
}

describe('a backend that is killed while a script runs', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  it('leaves a chatty script to the next one: run once, no line missing or doubled, the exit code right', async () => {
    const attempt = createAttempt({ script: 'living', args: { seconds: 20 } });
    const first = startOwner(test, attempt);
    await until(() => first.lines('stdout').length > 10);
    await first.kill();
    const second = startOwner(test, attempt);
    await until(() => second.lines('stdout').length > 60);
    await second.kill();
    const third = startOwner(test, attempt);
    await third.finished();

    const entries = third.entries();
    const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
    expect(third.lines('stdout')).toEqual(
      numbers.map(number => `line ${number}`),
    );
    expect(third.lines('stderr')).toEqual(
      numbers
        .filter(number => number % 10 === 0)
        .map(number => `trouble ${number}`),
    );
    expect(entries.filter(({ kind }) => kind === 'adopted')).toHaveLength(2);
    expect(entries.at(-1)).toMatchObject({
      kind: 'ended',
      ending: { outcome: 'failed', error: { exitCode: 3 } },
    });
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('learns how a silent script ended while nobody was there', async () => {
    const attempt = createAttempt({
      script: 'living',
      action: 'silent',
      args: { seconds: 2 },
    });
    const first = startOwner(test, attempt);
    await until(async () => (await test.readEffects()).length > 0);
    await first.kill();
    const folder = join(test.spoolDirectory, attempt.runId, 'step', '1');
    await until(() => hasEnded(folder));
    const noticed = new Date().toISOString();
    // Longer than noticing an end takes.
    await sleep(3_000);
    const second = startOwner(test, attempt);
    await second.finished();

    expect(second.lines('stdout')).toEqual(['slept']);
    expect(second.entries().map(({ kind }) => kind)).toEqual(['said', 'ended']);
    const last = second.entries().at(-1);
    expect(last).toMatchObject({ ending: { outcome: 'succeeded' } });
    const endedAt = last?.kind === 'ended' ? last.ending.endedAt : undefined;
    expect(endedAt && endedAt <= noticed).toBe(true);
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('and is not replaced within the adoption window: the script is ended with all that it started', async () => {
    test.options.adoptionWindowMs = 1_000;
    const attempt = createAttempt({ script: 'living', action: 'escape' });
    const cookie = `${attempt.runId}/step/1`;
    const owner = startOwner(test, attempt);
    await until(() => owner.lines('stdout').includes('ready'));
    expect((await hostScans.find({ cookie })).length).toBeGreaterThan(1);
    await owner.kill();
    const folder = join(test.spoolDirectory, attempt.runId, 'step', '1');
    await until(() => hasEnded(folder));

    expect(await hostScans.find({ cookie })).toEqual([]);
    expect(await readFile(join(folder, 'exit'), 'utf8')).toContain(
      'orphaned yes',
    );
    const late = startOwner(test, attempt);
    await late.finished();
    expect(late.entries().at(-1)).toMatchObject({
      ending: {
        outcome: 'lost',
        error: { message: expect.stringContaining('adoption window') },
      },
    });
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('is missed just as well in the first moment of the script', async () => {
    test.options.adoptionWindowMs = 2_000;
    const attempt = createAttempt({
      script: 'living',
      action: 'silent',
      args: { seconds: 60 },
    });
    const cookie = `${attempt.runId}/step/1`;
    const owner = startOwner(test, attempt);
    await until(async () => (await test.readEffects()).length > 0);
    await owner.kill();
    const folder = join(test.spoolDirectory, attempt.runId, 'step', '1');
    await until(() => hasEnded(folder));

    expect(await hostScans.find({ cookie })).toEqual([]);
    expect(await readFile(join(folder, 'exit'), 'utf8')).toContain(
      'orphaned yes',
    );
  });
});
