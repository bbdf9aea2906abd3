import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { Watchdog } from './Watchdog';
import { WorkFile } from './WorkFile';

describe('What is left of a worker of another container', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-work-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const clock = createFakeClock();

  /** Starts a watchdog over a file that was written so long ago; gives the run that is told, if one is. */
  async function startOver(ageMs: number, isBusy: boolean) {
    const workers = path.join(folder, 'workers');
    const left = await WorkFile.create(workers, 'another/1');
    if (isBusy) left.write({ run: 'r', flow: 'f', step: 's' });
    const [name] = await readdir(workers);
    const written = new Date(clock.now() - ageMs);
    await utimes(path.join(workers, name), written, written);
    const asked: string[] = [];
    const watchdog = new Watchdog({
      directory: folder,
      worker: 'own/1',
      isDead: () => false,
      canBeSeen: () => false,
      store: {
        get: async id => {
          asked.push(id);
          return undefined;
        },
        appendUnclaimed: async () => {
          throw new Error('There is no such run');
        },
      },
      notifier: { publish: () => {} },
      clock,
      logger: mockServices.logger.mock(),
    });
    await watchdog.start();
    const isThere = (await readdir(workers)).includes(name);
    await watchdog.stop();
    await left.remove();
    return { asked, isThere };
  }

  it('is told when it worked on a run and has been silent since', async () => {
    expect(await startOver(10_000, true)).toEqual({
      asked: ['r'],
      isThere: false,
    });
  });

  it('is left alone while it may live', async () => {
    const alone = { asked: [], isThere: true };
    expect(await startOver(1_000, true)).toEqual(alone);
    expect(await startOver(60_000, false)).toEqual(alone);
  });

  it('is removed after a day when it says nothing', async () => {
    expect(await startOver(25 * 60 * 60 * 1_000, false)).toEqual({
      asked: [],
      isThere: false,
    });
  });
});
