import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../ports';
import { later, monotonicAt } from '../../waiting/monotonicTime';
import { systemClock } from '../../waiting/systemClock';
import { until } from '../__testUtils__/createTestBridge';
import { LookTimer } from './LookTimer';

const OFTEN = 1_000;

/** A clock whose pauses are noted and over at once, but for long ones, which a wake ends. */
class NotingClock implements Pick<Clock, 'monotonic' | 'sleep'> {
  readonly pauses: number[] = [];
  #now = monotonicAt(0);

  monotonic = () => this.#now;

  sleep = async (ms: number, signal?: AbortSignal) => {
    this.pauses.push(ms);
    this.#now = later(this.#now, ms);
    if (ms > OFTEN) await systemClock.sleep(ms, signal);
  };

  get last(): number | undefined {
    return this.pauses.at(-1);
  }
}

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describe('When an attempt is looked at again', () => {
  let folder: string;
  let path: string;
  let clock: NotingClock;
  let timer: LookTimer;

  const create = (paths: string[]) => {
    timer = new LookTimer({ clock, paths });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-look-'));
    path = join(folder, 'stdout');
    writeFileSync(path, '');
    clock = new NotingClock();
  });
  afterEach(() => {
    timer.close();
    rmSync(folder, { recursive: true });
  });

  /** Waits with nothing new until a pause is longer than those of a script that talks. */
  const untilRare = async (offset: number) => {
    while ((clock.last ?? 0) <= 100) await timer.wait(offset, Infinity);
  };

  it('is soon while it talks', async () => {
    create([path]);
    for (let offset = 1; offset < 50; offset++) {
      await timer.wait(offset, Infinity);
    }
    expect(Math.max(...clock.pauses)).toBeLessThanOrEqual(100);
  });

  it('is at most half a second later while it is silent and the kernel does not tell', async () => {
    create([join(folder, 'none')]);
    for (let turn = 0; turn < 200; turn++) await timer.wait(7, Infinity);
    expect(Math.max(...clock.pauses)).toBe(500);
    await timer.wait(8, Infinity);
    expect(clock.last).toBeLessThanOrEqual(100);
  });

  it('is no later than what is due', async () => {
    create([join(folder, 'none')]);
    for (let turn = 0; turn < 200; turn++) await timer.wait(7, Infinity);
    await timer.wait(7, 120);
    expect(clock.last).toBe(120);
  });

  describeOnLinux('which has a kernel that tells,', () => {
    it('is when the kernel tells that a silent one talks', async () => {
      create([path]);
      const silent = untilRare(3);
      await until(() => (clock.last ?? 0) > OFTEN);
      appendFileSync(path, 'again');
      await silent;
      await timer.wait(8, Infinity);
      expect(clock.last).toBeLessThanOrEqual(100);
    });

    it('is once more at once when the watch has just been set', async () => {
      create([path]);
      let looks = 0;
      const waiting = (async () => {
        while ((clock.last ?? 0) <= OFTEN) {
          looks += 1;
          await timer.wait(3, Infinity);
        }
      })();
      await until(() => (clock.last ?? 0) > OFTEN);
      timer.wake();
      await waiting;
      // One of the looks was followed by no pause.
      expect(looks).toBe(clock.pauses.length + 1);
    });

    it('does not count on a kernel that did not tell', async () => {
      create([path]);
      const silent = untilRare(3);
      await until(() => (clock.last ?? 0) > OFTEN);
      // Something was read, of which nothing was told, and the next look confirms it.
      timer.wake();
      await silent;
      await timer.wait(9, Infinity);
      await sleep(50);
      for (let turn = 0; turn < 200; turn++) await timer.wait(9, Infinity);
      expect(clock.last).toBe(500);
    });
  });
});
